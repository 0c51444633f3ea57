package org.rempart.connector.declared;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.feel.api.ParseResult;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A place in a declaration's file. Reading never fails: a fault is noted with the place, and a
 * harmless value answered, so that all faults of a file are told at once.
 */
final class Field {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");

  private final JsonNode node;
  private final String path;
  private final List<String> faults;

  Field(JsonNode node, String path, List<String> faults) {
    this.node = node;
    this.path = path;
    this.faults = faults;
  }

  Field at(String name) {
    return new Field(node.path(name), path.isEmpty() ? name : path + "." + name, faults);
  }

  boolean present() {
    return !node.isMissingNode();
  }

  String path() {
    return path;
  }

  List<String> faults() {
    return faults;
  }

  JsonNode node() {
    return node;
  }

  void fault(String sentence) {
    faults.add(path + " " + sentence);
  }

  String text(String fallback) {
    return node.isMissingNode() ? fallback : node.asString(fallback);
  }

  boolean flag(boolean fallback) {
    return node.asBoolean(fallback);
  }

  List<Field> items() {
    List<Field> items = new ArrayList<>();
    for (int i = 0; i < node.size() && node.isArray(); i++) {
      items.add(new Field(node.path(i), path + "[" + i + "]", faults));
    }
    return items;
  }

  List<String> texts() {
    return items().stream().map(item -> item.text("")).toList();
  }

  Map<String, Field> entries() {
    Map<String, Field> entries = new LinkedHashMap<>();
    node.properties().forEach(e -> entries.put(e.getKey(), at(e.getKey())));
    return entries;
  }

  /** The constant of an enum whose name this is, in lower case with dashes. */
  <E extends Enum<E>> E choice(Class<E> type, E fallback) {
    String wanted = text("").toUpperCase().replace('-', '_');
    for (E one : type.getEnumConstants()) {
      if (one.name().equals(wanted)) {
        return one;
      }
    }
    return fallback;
  }

  /** An expression that must be there. */
  Expression expression(Scope scope) {
    return compiled(text("= null").replaceFirst("^\\s*=", ""), scope);
  }

  @Nullable Expression expressionIfSet(Scope scope) {
    return present() ? expression(scope) : null;
  }

  /** A constant, an expression, or a structure of both. */
  Value value(Scope scope) {
    if (node.isObject()) {
      return struct(scope);
    }
    if (node.isArray()) {
      return new Value.Sequence(items().stream().map(item -> item.value(scope)).toList());
    }
    if (node.isString() && node.asString().startsWith("=")) {
      return new Value.Computed(expression(scope));
    }
    return new Value.Constant(Json.plain(node));
  }

  @Nullable Value valueIfSet(Scope scope) {
    return present() ? value(scope) : null;
  }

  Value.Struct struct(Scope scope) {
    Map<String, Value> values = new LinkedHashMap<>();
    entries().forEach((name, field) -> values.put(name, field.value(scope)));
    return new Value.Struct(values);
  }

  /** A path with expressions in braces. */
  PathTemplate template(Scope scope) {
    List<Value> parts = new ArrayList<>();
    String text = text("");
    Matcher places = PLACEHOLDER.matcher(text);
    int from = 0;
    while (places.find()) {
      parts.add(new Value.Constant(text.substring(from, places.start())));
      parts.add(new Value.Computed(compiled(places.group(1), scope)));
      from = places.end();
    }
    String rest = text.substring(from);
    if (rest.contains("{") || rest.contains("}")) {
      fault("has braces that don't match");
    }
    parts.add(new Value.Constant(rest));
    return new PathTemplate(path, List.copyOf(parts));
  }

  private Expression compiled(String text, Scope scope) {
    ParseResult result = Expression.ENGINE.parseExpression(text);
    if (!result.isSuccess()) {
      fault("is no FEEL expression: " + result.failure().message().replaceAll("\\s+", " "));
      result = Expression.ENGINE.parseExpression("null");
    } else {
      References.faults(result.parsedExpression().expression(), scope).forEach(this::fault);
    }
    return new Expression(path, result.parsedExpression(), scope.secrets().isEmpty());
  }
}
