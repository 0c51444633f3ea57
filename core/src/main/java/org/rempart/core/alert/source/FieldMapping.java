package org.rempart.core.alert.source;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rempart.core.incident.EntityKind;
import org.rempart.core.incident.EntityRole;
import org.rempart.core.incident.Severity;

/**
 * Where the fields of a source's records are. A path that begins with a slash is a JSON Pointer
 * (RFC 6901), any other a JMESPath expression.
 *
 * @param record how records are written; default JSON
 * @param columns names of the columns of a CSV record, in order; further ones are not read
 * @param delimiter between the columns; default a comma
 * @param onlyWhen path to something true in records that are alerts; others are passed over
 * @param eventId path to the id of the very detection; may be left out
 * @param rule path to the rule's id
 * @param ruleName path to the rule's name; default the rule's id
 * @param words further paths whose texts the tables of signs and severities look at
 * @param severity path to the severity; may be left out if {@code defaultSeverity} is there
 * @param defaultSeverity where the record has none
 * @param time path to the time: ISO 8601, epoch seconds or milliseconds
 * @param techniques path to ATT&amp;CK ids, one or several
 * @param entities who and what is named
 * @param values tables of values, by the name of the field here ({@code severity}, {@code rule}…)
 */
public record FieldMapping(
    Written record,
    List<String> columns,
    String delimiter,
    @Nullable String onlyWhen,
    @Nullable String eventId,
    String rule,
    @Nullable String ruleName,
    List<String> words,
    @Nullable String severity,
    @Nullable Severity defaultSeverity,
    String time,
    @Nullable String techniques,
    List<EntityPath> entities,
    Map<String, Map<String, String>> values) {

  /** Fills in the defaults. */
  public FieldMapping {
    record = Objects.requireNonNullElse(record, Written.JSON);
    columns = columns == null ? List.of() : List.copyOf(columns);
    delimiter = Objects.requireNonNullElse(delimiter, ",");
    words = words == null ? List.of() : List.copyOf(words);
    entities = entities == null ? List.of() : List.copyOf(entities);
    values = values == null ? Map.of() : Map.copyOf(values);
    Objects.requireNonNull(rule, "A mapping needs the path of the rule.");
    Objects.requireNonNull(time, "A mapping needs the path of the time.");
    if (severity == null && defaultSeverity == null) {
      throw new IllegalArgumentException("A mapping needs the path of the severity or a default.");
    }
    if (entities.isEmpty()) {
      throw new IllegalArgumentException("A mapping needs at least one entity.");
    }
    if (record == Written.CSV && columns.isEmpty()) {
      throw new IllegalArgumentException("A mapping of CSV records needs their columns.");
    }
  }

  /** How records are written. */
  public enum Written {
    JSON,
    CSV
  }

  /**
   * Where an entity is named.
   *
   * @param value path to its value, or to several
   */
  public record EntityPath(EntityKind kind, EntityRole role, String value) {

    /** All three are needed. */
    public EntityPath {
      Objects.requireNonNull(kind, "An entity needs a kind.");
      Objects.requireNonNull(role, "An entity needs a role.");
      Objects.requireNonNull(value, "An entity needs the path of its value.");
    }
  }
}
