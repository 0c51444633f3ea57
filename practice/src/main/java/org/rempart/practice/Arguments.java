package org.rempart.practice;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What the process was told.
 *
 * @param port HTTP port of the loopback; 0 for a free one
 * @param smtpPort SMTP port of the loopback; 0 for a free one
 * @param data directory that keeps the ledger
 * @param agentDelay how long an agent takes to act
 * @param lookEvery how often an agent looks at itself, besides after what it did
 */
record Arguments(int port, int smtpPort, Path data, Duration agentDelay, Duration lookEvery) {

  /** Wazuh's own interval of its inventory, in milliseconds. */
  private static final String HOUR = "3600000";

  /**
   * Reads {@code --port}, {@code --smtp-port}, {@code --data}, {@code --agent-delay-ms} and {@code
   * --look-every-ms}, or the environment {@code REMPART_PRACTICE_PORT}, {@code …_SMTP_PORT}, {@code
   * …_DATA}, {@code …_AGENT_DELAY_MS}, {@code …_LOOK_EVERY_MS}.
   *
   * @throws IllegalArgumentException naming what can't be understood
   */
  static Arguments read(String[] args, Map<String, String> environment) {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i < args.length; i += 2) {
      if (!args[i].matches("--(port|smtp-port|data|agent-delay-ms|look-every-ms)")
          || i + 1 == args.length) {
        throw new IllegalArgumentException(
            "usage: --port N --smtp-port N --data DIR [--agent-delay-ms N] [--look-every-ms N]; not"
                + " "
                + args[i]);
      }
      given.put(args[i].substring(2), args[i + 1]);
    }
    return new Arguments(
        number("port", "0", given, environment),
        number("smtp-port", "0", given, environment),
        Path.of(value("data", ".rempart/practice", given, environment)),
        Duration.ofMillis(number("agent-delay-ms", "800", given, environment)),
        Duration.ofMillis(number("look-every-ms", HOUR, given, environment)));
  }

  private static int number(
      String name, String fallback, Map<String, String> given, Map<String, String> environment) {
    String text = value(name, fallback, given, environment);
    if (!text.matches("\\d{1,8}")) {
      throw new IllegalArgumentException("--" + name + " must be a number, but is " + text);
    }
    return Integer.parseInt(text);
  }

  private static String value(
      String name, String fallback, Map<String, String> given, Map<String, String> environment) {
    String variable = "REMPART_PRACTICE_" + name.toUpperCase().replace('-', '_');
    return given.getOrDefault(name, environment.getOrDefault(variable, fallback));
  }
}
