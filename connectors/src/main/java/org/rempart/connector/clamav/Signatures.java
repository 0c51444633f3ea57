package org.rempart.connector.clamav;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.rempart.connector.Sha256;

/**
 * What our signature file holds: a line {@code SHA256:SIZE:NAME:73} for each hash, and one for a
 * canary, a text that says which version of the file this is. Whether clamd finds the canary tells
 * whether it has loaded this version.
 *
 * @param lines all but the canary's
 */
record Signatures(List<String> lines) {

  private static final String CANARY = "Rempart.Canary";
  private static final String OURS = "Rempart.Blocked.";

  /** The engine level from which on a size may be left open. */
  private static final String LEVEL = "73";

  static Signatures parse(String text) {
    return new Signatures(
        text.lines()
            .filter(l -> !l.isBlank())
            .filter(l -> !l.contains(":" + CANARY + ":"))
            .toList());
  }

  /** The line of a hash, whoever wrote it. */
  Optional<String> of(String hash) {
    return lines.stream()
        .filter(l -> l.toLowerCase(Locale.ROOT).startsWith(hash + ":"))
        .findFirst();
  }

  static boolean ours(String line) {
    return line.contains(":" + OURS);
  }

  /** The same with a hash of ours; the action's key becomes part of the signature's name. */
  Signatures with(String hash, String key) {
    List<String> all = new ArrayList<>(lines);
    all.add(hash + ":*:" + name(key) + ":" + LEVEL);
    return new Signatures(all);
  }

  Signatures without(String line) {
    return new Signatures(lines.stream().filter(l -> !l.equals(line)).toList());
  }

  /** What clamd calls a file of this action's hash, without the ending that it adds. */
  static String name(String key) {
    return OURS + Sha256.of(key).substring(0, 32);
  }

  /** The text that clamd finds once it has loaded this version. */
  byte[] canary() {
    String version = Sha256.of(String.join("\n", lines));
    return ("This text is harmless. Rempart signatures " + version)
        .getBytes(StandardCharsets.UTF_8);
  }

  static boolean canaryFound(String answer) {
    return answer.contains(CANARY) && answer.endsWith("FOUND");
  }

  /** The file's text; empty when there is nothing to keep. */
  String text() {
    if (lines.isEmpty()) {
      return "";
    }
    String own = "%s:*:%s:%s".formatted(Sha256.of(canary()), CANARY, LEVEL);
    return lines.stream().collect(Collectors.joining("\n", own + "\n", "\n"));
  }
}
