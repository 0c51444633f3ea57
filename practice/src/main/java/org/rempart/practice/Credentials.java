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

  /** Name and token of a REST API administrator. */
  public static final Credentials FORTIGATE = new Credentials("rempart", "practice-api-token");

  /** Client id and secret of an app registration. */
  public static final Credentials DEFENDER = new Credentials("practice-app", "practice-secret");

  /** Client id and secret of an API client. */
  public static final Credentials FALCON = new Credentials("practice-client", "practice-secret");

  /** Name and API key of an administrator. */
  public static final Credentials PANOS = new Credentials("rempart", "practice-api-key");

  /** Name and API key of a user. */
  public static final Credentials PFSENSE = new Credentials("rempart", "practice-api-key");

  /** Name and API token of a service user. */
  public static final Credentials SENTINELONE = new Credentials("rempart", "practice-api-token");

  /** Name and API token of a user. */
  public static final Credentials HARFANGLAB = new Credentials("rempart", "practice-api-token");

  /** Workspace and bot token of an app. */
  public static final Credentials SLACK = new Credentials("T0PRACTICE", "xoxb-practice-token");

  /** Mail address and API token of an account. */
  public static final Credentials JIRA =
      new Credentials("rempart@sante.example", "practice-api-token");

  /** User and password. */
  public static final Credentials SERVICENOW = new Credentials("rempart", "practice-password");

  /** Organisation and automation key of an account. */
  public static final Credentials MISP = new Credentials("practice", "practice-misp-key");

  /** Name and API key of an account. */
  public static final Credentials VIRUSTOTAL = new Credentials("practice", "practice-vt-key");

  /** Name and API key of an account. */
  public static final Credentials ABUSEIPDB = new Credentials("practice", "practice-abuse-key");

  /** Whether the call has this secret as a bearer token (RFC 6750). */
  public boolean bearer(Call call) {
    return call.header("authorization").equals("Bearer " + secret);
  }

  /** Whether the call has these as basic authentication. */
  public boolean basic(Call call) {
    byte[] pair = (user + ":" + secret).getBytes(StandardCharsets.UTF_8);
    return call.header("authorization").equals("Basic " + Base64.getEncoder().encodeToString(pair));
  }
}
