package org.rempart.practice;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The fixed logins of the estate. They guard nothing: they are here so that connectors must send
 * the right ones.
 *
 * @param user user, API key, or app token
 * @param secret password, API secret, or user token
 */
public record Credentials(String user, String secret) {

  /** API key and secret. */
  public static final Credentials OPNSENSE = new Credentials("practice-key", "practice-secret");

  /** API user and password. */
  public static final Credentials WAZUH = new Credentials("rempart", "practice-password");

  /** App token and user token. */
  public static final Credentials GLPI =
      new Credentials("practice-app-token", "practice-user-token");

  /** Whether the call has these as basic authentication. */
  public boolean basic(Call call) {
    byte[] pair = (user + ":" + secret).getBytes(StandardCharsets.UTF_8);
    return call.header("authorization").equals("Basic " + Base64.getEncoder().encodeToString(pair));
  }
}
