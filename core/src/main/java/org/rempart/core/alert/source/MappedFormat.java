package org.rempart.core.alert.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rempart.core.alert.Alert;
import org.rempart.core.alert.source.FieldMapping.EntityPath;
import org.rempart.core.incident.Severity;
import tools.jackson.databind.JsonNode;

/** Any record, by a {@link FieldMapping}. */
final class MappedFormat implements Function<JsonNode, Reading> {

  private final FieldMapping mapping;
  private final RuleTable rules;
  private final FieldPath rule;
  private final FieldPath time;
  private final @Nullable FieldPath onlyWhen;
  private final @Nullable FieldPath eventId;
  private final @Nullable FieldPath ruleName;
  private final @Nullable FieldPath severity;
  private final @Nullable FieldPath techniques;
  private final List<FieldPath> words;
  private final List<Map.Entry<EntityPath, FieldPath>> entities = new ArrayList<>();

  MappedFormat(Source source, FieldMapping mapping) {
    this.mapping = mapping;
    rules = new RuleTable(source);
    rule = FieldPath.of(mapping.rule());
    time = FieldPath.of(mapping.time());
    onlyWhen = optional(mapping.onlyWhen());
    eventId = optional(mapping.eventId());
    ruleName = optional(mapping.ruleName());
    severity = optional(mapping.severity());
    techniques = optional(mapping.techniques());
    words = mapping.words().stream().map(FieldPath::of).toList();
    mapping.entities().forEach(e -> entities.add(Map.entry(e, FieldPath.of(e.value()))));
  }

  private static @Nullable FieldPath optional(@Nullable String written) {
    return written == null ? null : FieldPath.of(written);
  }

  @Override
  public Reading apply(JsonNode record) {
    if (onlyWhen != null && !onlyWhen.in(record).asBoolean(false)) {
      return new Reading.PassedOver("not " + onlyWhen.written());
    }
    return new Reading.Read(alert(record));
  }

  private Alert alert(JsonNode record) {
    String id = required("rule", rule, record);
    String name = text("rule-name", ruleName, record).orElse(id);
    RuleTable.Facts facts = rules.facts(id, words(id, name, record));
    return new Alert(
        text("event-id", eventId, record).orElse(null),
        id,
        name,
        facts.family(),
        facts.severity() == null ? severity(record) : facts.severity(),
        Timestamps.parse(required("time", time, record))
            .orElseThrow(() -> new UnusableFieldException(time.written(), "is not a time")),
        cast(record).listed(mapping.entities().getFirst().value()),
        facts.signs(),
        techniques(record));
  }

  private String words(String id, String name, JsonNode record) {
    StringBuilder all = new StringBuilder(id).append('\n').append(name);
    words.forEach(path -> path.texts(record).forEach(text -> all.append('\n').append(text)));
    return all.toString();
  }

  private String required(String field, FieldPath path, JsonNode record) {
    return text(field, path, record)
        .orElseThrow(() -> new UnusableFieldException(path.written(), "is missing"));
  }

  private Optional<String> text(String field, @Nullable FieldPath path, JsonNode record) {
    if (path == null) {
      return Optional.empty();
    }
    Map<String, String> table = mapping.values().getOrDefault(field, Map.of());
    return path.text(record).map(text -> table.getOrDefault(text, text));
  }

  private Severity severity(JsonNode record) {
    Optional<String> text = text("severity", severity, record);
    if (text.isEmpty() && mapping.defaultSeverity() != null) {
      return mapping.defaultSeverity();
    }
    String field = severity == null ? "severity" : severity.written();
    String found = text.orElseThrow(() -> new UnusableFieldException(field, "is missing"));
    return Severities.named(found)
        .orElseThrow(
            () ->
                new UnusableFieldException(field, "is no known severity: " + Fields.shown(found)));
  }

  private Cast cast(JsonNode record) {
    Cast cast = new Cast();
    entities.forEach(
        e ->
            e.getValue()
                .texts(record)
                .forEach(v -> cast.add(e.getKey().kind(), Optional.of(v), e.getKey().role())));
    return cast;
  }

  private Set<String> techniques(JsonNode record) {
    return techniques == null
        ? Set.of()
        : techniques.texts(record).stream()
            .flatMap(Techniques::in)
            .collect(Collectors.toUnmodifiableSet());
  }
}
