package org.rempart.core.alert.source;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rempart.core.incident.Severity;

/**
 * What a source's tables say of its rules. Answers are remembered by rule, as a storm has few of
 * them.
 */
final class RuleTable {

  private static final int REMEMBERED = 20_000;

  private final List<Entry<String>> signs;
  private final List<Entry<Severity>> severities;
  private final Map<String, Facts> remembered = new ConcurrentHashMap<>();

  RuleTable(Source source) {
    signs =
        source.signs().stream()
            .map(rule -> new Entry<>(pattern(rule.when()), rule.sign()))
            .toList();
    severities =
        source.severities().stream()
            .map(rule -> new Entry<>(pattern(rule.when()), rule.severity()))
            .toList();
  }

  /**
   * Looks a rule up.
   *
   * @param words the rule's id, name, category and groups, one a line
   */
  Facts facts(String rule, String words) {
    Facts known = remembered.get(words);
    if (known != null) {
      return known;
    }
    if (remembered.size() >= REMEMBERED) {
      remembered.clear();
    }
    return remembered.computeIfAbsent(words, w -> find(rule, w));
  }

  private Facts find(String rule, String words) {
    Set<String> found = new LinkedHashSet<>();
    signs.stream().filter(entry -> entry.found(words)).forEach(entry -> found.add(entry.means()));
    Severity severity =
        severities.stream()
            .filter(entry -> entry.found(words))
            .map(Entry::means)
            .findFirst()
            .orElse(null);
    String family = found.isEmpty() ? rule : found.iterator().next();
    return new Facts(Set.copyOf(found), family, severity);
  }

  private static Pattern pattern(String when) {
    return Pattern.compile(when, Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
  }

  /**
   * What the tables say.
   *
   * @param signs what such an alert shows
   * @param family the first sign, else the rule
   * @param severity what such an alert counts as, or {@code null} for the record's own
   */
  record Facts(Set<String> signs, String family, @Nullable Severity severity) {

    Severity severityOr(Severity own) {
      return severity == null ? own : severity;
    }
  }

  private record Entry<T>(Pattern when, T means) {

    boolean found(String words) {
      return when.matcher(words).find();
    }
  }
}
