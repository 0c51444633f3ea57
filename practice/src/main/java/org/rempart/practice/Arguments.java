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
 */
record Arguments(int port, int smtpPort, Path data, Duration agentDelay) {

  /**
   * Reads {@code --port}, {@code --smtp-port}, {@code --data} and {@code --agent-delay-ms}, or the
   * environment {@code REMPART_PRACTICE_PORT}, {@code …_SMTP_PORT}, {@code …_DATA}, {@code
   * …_AGENT_DELAY_MS}.
   *
   * @throws IllegalArgumentException naming what can't be understood
   */
  static Arguments read(String[] args, Map<String, String> environment) {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i < args.length; i += 2) {
      if (!args[i].matches("--(port|smtp-port|data|agent-delay-ms)") || i + 1 == args.length) {
        throw new IllegalArgumentException(
            "usage: --port N --smtp-port N --data DIR [--agent-delay-ms N]; not " + args[i]);
      }
      given.put(args[i].substring(2), args[i + 1]);
    }
    return new Arguments(
        number("port", "0", given, environment),
        number("smtp-port", "0", given, environment),
        Path.of(value("data", ".rempart/practice", given, environment)),
        Duration.ofMillis(number("agent-delay-ms", "800", given, environment)));
  }

  private static int number(
      String name, String fallback, Map<String, String> given, Map<String, String> environment) {
    String text = value(name, fallback, given, environment);
    if (!text.matches("\\d{1,6}")) {
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
