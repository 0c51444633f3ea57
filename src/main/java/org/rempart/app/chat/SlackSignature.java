package org.rempart.app.chat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Slack's signature of a request, version v0: HMAC-SHA256 of {@code v0:TIMESTAMP:BODY} under the
 * app's signing secret, in hexadecimal (docs.slack.dev, "Verifying requests from Slack").
 */
final class SlackSignature {

  /** How far the request's time may be from ours, either way. */
  static final Duration AGE = Duration.ofMinutes(5);

  private static final String VERSION = "v0";

  private SlackSignature() {}

  /** What Slack would send for this. */
  static String of(String secret, String timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      mac.update((VERSION + ":" + timestamp + ":").getBytes(StandardCharsets.UTF_8));
      return VERSION + "=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  /** Whether Slack signed exactly this, and just now. Takes as long whatever the signature is. */
  static boolean genuine(
      String secret,
      @Nullable String timestamp,
      byte[] body,
      @Nullable String signature,
      Instant now) {
    if (timestamp == null || signature == null || !timestamp.matches("[0-9]{1,11}")) {
      return false;
    }
    Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now).abs();
    byte[] wanted = of(secret, timestamp, body).getBytes(StandardCharsets.US_ASCII);
    boolean same = MessageDigest.isEqual(wanted, signature.getBytes(StandardCharsets.UTF_8));
    return same && age.compareTo(AGE) <= 0;
  }
}
