package org.rempart.practice;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Bearer tokens by client credentials (RFC 6749 §4.4), as two of the products give them. */
public final class Tokens {

  private final Credentials client;
  private final Set<String> given = ConcurrentHashMap.newKeySet();

  /**
   * @param client id and secret that get a token
   */
  public Tokens(Credentials client) {
    this.client = client;
  }

  /** Answers a request for a token; the status is that of success. */
  public Reply give(Call call, int success) {
    String wanted = "client_id=%s&client_secret=%s".formatted(client.user(), client.secret());
    String form = URLDecoder.decode(call.body(), StandardCharsets.UTF_8);
    if (!form.contains(wanted)) {
      return Reply.json(401, Map.of("error", "invalid_client"));
    }
    String token = UUID.randomUUID().toString();
    given.add(token);
    return Reply.json(
        success, Map.of("access_token", token, "expires_in", 1799, "token_type", "bearer"));
  }

  /** Whether the call carries one. */
  public boolean in(Call call) {
    return given.contains(call.header("authorization").replaceFirst("^Bearer ", ""));
  }
}
