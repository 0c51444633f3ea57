package org.rempart.connector.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Basic authentication (RFC 7617). */
public final class Basic {

  private Basic() {}

  /** The value of the header {@code Authorization}. */
  public static String of(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }
}
