package org.rempart.core.task;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One field of a Camunda Form, as form-js writes it.
 *
 * @param component its JSON
 * @param hiddenBy FEEL conditions that hide it, its groups' included
 */
record FormField(JsonNode component, List<String> hiddenBy) {

  private static final Set<String> TYPES =
      Set.of(
          "textfield",
          "textarea",
          "number",
          "checkbox",
          "radio",
          "select",
          "checklist",
          "taglist",
          "datetime",
          "dynamiclist");

  /** A field that stands in no group. */
  FormField(JsonNode component) {
    this(component, hides(component).toList());
  }

  /** The condition that hides a field or a group; empty when it always shows. */
  static Stream<String> hides(JsonNode component) {
    String hide = component.path("conditional").path("hide").asString("");
    return hide.isBlank() ? Stream.empty() : Stream.of(hide);
  }

  static boolean takesInput(JsonNode component) {
    return TYPES.contains(component.path("type").asString(""))
        && !component.path("disabled").asBoolean(false)
        && !component.path("readonly").asBoolean(false);
  }

  /** Where its value stands; a list of rows says so by its path. */
  String key() {
    return component.path("type").asString("").equals("dynamiclist")
        ? component.path("path").asString("")
        : component.path("key").asString("");
  }

  /** What is wrong with a value of a field that is hidden; empty when there is none. */
  Optional<String> faultWhileHidden(@Nullable Object value) {
    return empty(value)
        ? fine()
        : wrong(
            "must be left out: the other answers hide this field ("
                + String.join(" or ", hiddenBy)
                + ")");
  }

  /** What is wrong with a value, and what would be right; empty when nothing is. */
  Optional<String> fault(@Nullable Object value) {
    if (empty(value)) {
      return required() ? Optional.of("is required") : Optional.empty();
    }
    return switch (type()) {
      case "number" -> number(value);
      case "checkbox" -> value instanceof Boolean ? fine() : wrong("must be true or false");
      case "radio", "select" -> option(value);
      case "checklist", "taglist" -> options(value);
      case "datetime" -> moment(value);
      case "dynamiclist" -> rows(value);
      default -> text(value);
    };
  }

  private String type() {
    return component.path("type").asString("");
  }

  private boolean required() {
    return rule("required").asBoolean(false);
  }

  private JsonNode rule(String name) {
    return component.path("validate").path(name);
  }

  private boolean empty(@Nullable Object value) {
    return value == null
        || value instanceof String text && text.isBlank()
        || value instanceof Collection<?> items && items.isEmpty()
        // A required checkbox is one that must be ticked.
        || Boolean.FALSE.equals(value) && type().equals("checkbox") && required();
  }

  private Optional<String> text(Object value) {
    if (!(value instanceof String text)) {
      return wrong("must be text");
    }
    if (rule("maxLength").isNumber() && text.length() > rule("maxLength").asInt()) {
      return wrong("must have at most " + rule("maxLength").asInt() + " characters");
    }
    if (rule("minLength").isNumber() && text.length() < rule("minLength").asInt()) {
      return wrong("must have at least " + rule("minLength").asInt() + " characters");
    }
    if (rule("pattern").isString() && !text.matches(rule("pattern").stringValue())) {
      return wrong("must match " + rule("pattern").stringValue());
    }
    return fine();
  }

  private Optional<String> number(Object value) {
    if (!(value instanceof Number number)) {
      return wrong("must be a number");
    }
    if (rule("min").isNumber() && number.doubleValue() < rule("min").asDouble()) {
      return wrong("must be at least " + rule("min").asString());
    }
    if (rule("max").isNumber() && number.doubleValue() > rule("max").asDouble()) {
      return wrong("must be at most " + rule("max").asString());
    }
    return fine();
  }

  private Optional<String> option(Object value) {
    var allowed = allowed();
    return allowed.isEmpty() || allowed.contains(value.toString())
        ? fine()
        : wrong("must be one of " + allowed);
  }

  private Optional<String> options(Object value) {
    if (!(value instanceof Collection<?> items)) {
      return wrong("must be a list");
    }
    var allowed = allowed();
    return allowed.isEmpty()
            || items.stream().allMatch(item -> allowed.contains(String.valueOf(item)))
        ? fine()
        : wrong("may hold only " + allowed);
  }

  private Optional<String> rows(Object value) {
    if (!(value instanceof Collection<?> items)) {
      return wrong("must be a list");
    }
    Map<String, FormField> fields = new HashMap<>();
    for (var child : component.path("components")) {
      var field = new FormField(child);
      fields.put(field.key(), field);
    }
    return items.stream().flatMap(item -> row(item, fields).stream()).findFirst();
  }

  private static Optional<String> row(@Nullable Object item, Map<String, FormField> fields) {
    if (!(item instanceof Map<?, ?> row)) {
      return wrong("must hold objects");
    }
    for (Object key : row.keySet()) {
      if (!fields.containsKey(String.valueOf(key))) {
        return wrong("holds " + key + ", which is not one of " + new TreeSet<>(fields.keySet()));
      }
    }
    // A row's conditions are the browser's: what they may hide can't be required here.
    return fields.values().stream()
        .filter(field -> field.hiddenBy().isEmpty() || !field.empty(row.get(field.key())))
        .flatMap(
            field -> field.fault(row.get(field.key())).map(f -> field.key() + " " + f).stream())
        .findFirst();
  }

  /** The form's options; empty when they come from elsewhere at display time. */
  private List<String> allowed() {
    var allowed = new ArrayList<String>();
    component.path("values").forEach(option -> allowed.add(option.path("value").asString("")));
    return allowed;
  }

  private Optional<String> moment(Object value) {
    var text = value.toString();
    try {
      switch (component.path("subtype").asString("datetime")) {
        case "date" -> LocalDate.parse(text);
        case "time" -> LocalTime.parse(text.replaceAll("([+-]\\d\\d:\\d\\d|Z)$", ""));
        default -> OffsetDateTime.parse(text);
      }
      return fine();
    } catch (DateTimeParseException unreadable) {
      return wrong("must be a date or time as ISO 8601 writes it");
    }
  }

  private static Optional<String> fine() {
    return Optional.empty();
  }

  private static Optional<String> wrong(String what) {
    return Optional.of(what);
  }
}
