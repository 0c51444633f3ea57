package org.rempart.connector.wazuh;

import org.rempart.connector.ConnectorSettings;
import org.rempart.connector.Options;
import org.rempart.connector.SecretRef;
import org.rempart.connector.http.HttpSettings;

/**
 * Settings of one Wazuh 4.x manager.
 *
 * @param id name of the instance
 * @param practice whether it is part of the practice estate
 * @param http where its API is, port 55000 by default at the product
 * @param user API user
 * @param password its password
 * @param scripts names of the scripts on the agents
 */
public record WazuhSettings(
    String id,
    boolean practice,
    HttpSettings http,
    String user,
    SecretRef password,
    Scripts scripts) {

  /**
   * Names of the active-response scripts, without the exclamation mark that Wazuh puts before them.
   *
   * @param disable locks an account, default {@code disable-account}, which Wazuh brings along
   * @param enable unlocks it, default {@code rempart-enable-account}
   * @param endSession ends an account's sessions, default {@code rempart-end-session}
   * @param killProcess ends a process, default {@code rempart-kill-process}
   * @param isolate cuts the host off, default {@code rempart-isolate}
   * @param release ends that, default {@code rempart-release}
   */
  public record Scripts(
      String disable,
      String enable,
      String endSession,
      String killProcess,
      String isolate,
      String release) {}

  /** Reads and checks the options. */
  public static WazuhSettings read(ConnectorSettings settings) {
    Options options = new Options(settings);
    WazuhSettings read =
        new WazuhSettings(
            settings.id(),
            settings.practice(),
            HttpSettings.read(options),
            options.text("user"),
            options.secret("password"),
            new Scripts(
                script(options, "script-disable-account", "disable-account"),
                script(options, "script-enable-account", "rempart-enable-account"),
                script(options, "script-end-session", "rempart-end-session"),
                script(options, "script-kill-process", "rempart-kill-process"),
                script(options, "script-isolate", "rempart-isolate"),
                script(options, "script-release", "rempart-release")));
    options.check();
    return read;
  }

  private static String script(Options options, String name, String fallback) {
    String value = options.text(name, fallback);
    if (!value.matches("[A-Za-z0-9_.-]{1,64}")) {
      options.fault(name, "must be the file name of a script");
    }
    return value;
  }
}
