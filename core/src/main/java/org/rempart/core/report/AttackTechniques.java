package org.rempart.core.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Names of MITRE ATT&amp;CK techniques by id, from the table beside this class. */
final class AttackTechniques {

  /** What MITRE's terms of use ask to be reproduced. */
  static final String NOTICE =
      "© 2025 The MITRE Corporation. This work is reproduced and distributed with the permission of"
          + " The MITRE Corporation.";

  private static final Map<String, String> LABELS = read();

  private AttackTechniques() {}

  /** A technique with its name; an unknown id is its own name. */
  static Report.Technique of(String id) {
    return new Report.Technique(id, LABELS.getOrDefault(id, id));
  }

  private static Map<String, String> read() {
    try (var table =
            Objects.requireNonNull(
                AttackTechniques.class.getResourceAsStream("attack_techniques.csv"));
        var lines = new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .skip(1)
          .collect(Collectors.toUnmodifiableMap(AttackTechniques::id, AttackTechniques::label));
    } catch (IOException broken) {
      throw new UncheckedIOException("The table of techniques can't be read.", broken);
    }
  }

  private static String id(String line) {
    return line.substring(0, line.indexOf(','));
  }

  /** No name in the table has a comma or quotes of its own. */
  private static String label(String line) {
    return line.substring(line.indexOf(',') + 1, line.lastIndexOf(','));
  }
}
