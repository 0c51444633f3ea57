package org.rempart.core.alert.source;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rempart.core.incident.Severity;

/**
 * A configured origin of alerts: one YAML file of {@code sources/}.
 *
 * @param id as in the topic {@code rempart.alerts.<id>} and the path {@code
 *     /api/v1/sources/<id>/alerts}
 * @param format how its records read
 * @param site where its alerts happen when the record or its sender doesn't say; default {@code
 *     default}
 * @param replay whether it plays old records again, so that windows use the time they occurred
 * @param retention how long alerts that belong to no incident are kept; default 90 days
 * @param folding how its alerts become incidents
 * @param signs which rules show what; every entry that matches adds its sign
 * @param severities severities by rule, before the record's own; the first that matches holds
 * @param suppressions alerts that shall not open or feed incidents
 * @param mapping where the fields of its records are, for the format MAPPING
 */
public record Source(
    String id,
    Format format,
    String site,
    boolean replay,
    Duration retention,
    FoldingRules folding,
    List<SignRule> signs,
    List<SeverityRule> severities,
    List<SuppressionRule> suppressions,
    @Nullable FieldMapping mapping) {

  /** Fills in the defaults. */
  public Source {
    Objects.requireNonNull(id, "A source needs an id.");
    Objects.requireNonNull(format, () -> "The source " + id + " needs a format.");
    site = Objects.requireNonNullElse(site, "default");
    retention = Objects.requireNonNullElse(retention, Duration.ofDays(90));
    folding = Objects.requireNonNullElseGet(folding, FoldingRules::defaults);
    signs = signs == null ? List.of() : List.copyOf(signs);
    severities = severities == null ? List.of() : List.copyOf(severities);
    suppressions = suppressions == null ? List.of() : List.copyOf(suppressions);
    if (format == Format.MAPPING && mapping == null) {
      throw new IllegalArgumentException("The source " + id + " needs a mapping.");
    }
  }

  /** How records read. */
  public enum Format {
    /** EVE JSON of Suricata. */
    SURICATA,
    /** Alerts of Wazuh 4.x. */
    WAZUH,
    /** OCSF Detection Finding and Security Finding. */
    OCSF,
    /** Any JSON or CSV, by a {@link FieldMapping}. */
    MAPPING
  }

  /**
   * Which rules show what.
   *
   * @param when regular expression, found anywhere in the rule's id, name, category or groups
   * @param sign the short word
   */
  public record SignRule(String when, String sign) {}

  /**
   * A severity by rule.
   *
   * @param when regular expression, found anywhere in the rule's id, name, category or groups
   * @param severity what such an alert counts as
   */
  public record SeverityRule(String when, Severity severity) {}
}
