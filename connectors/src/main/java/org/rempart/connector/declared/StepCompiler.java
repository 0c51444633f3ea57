package org.rempart.connector.declared;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.declared.AnswerRule.Meaning;

/** Makes steps of their fields. */
final class StepCompiler {

  /** What a list of steps is for, and so what their answers can mean. */
  enum Use {
    READ(Set.of(Meaning.OK, Meaning.HOLDS, Meaning.ABSENT, Meaning.UNKNOWN)),
    LIST(Set.of(Meaning.OK, Meaning.UNKNOWN)),
    CHANGE(Set.of(Meaning.OK, Meaning.DONE, Meaning.IN_DOUBT)),
    LOGIN(Set.of(Meaning.OK));

    private final Set<Meaning> meanings;

    Use(Set<Meaning> meanings) {
      this.meanings = meanings;
    }

    private boolean allows(Meaning meaning) {
      return meaning == Meaning.RETRY || meaning == Meaning.REFUSED || meanings.contains(meaning);
    }
  }

  private static final Set<String> TAKEN =
      Set.of(
          "settings",
          "secrets",
          "token",
          "target",
          "target_kind",
          "key",
          "parameters",
          "expires_at",
          "expires_in",
          "status",
          "headers",
          "body",
          "text",
          "item",
          "partial",
          "each",
          "page",
          "now_utc");

  private final Set<String> urls;

  /**
   * @param urls names of the settings that hold an address
   */
  StepCompiler(Set<String> urls) {
    this.urls = urls;
  }

  /** The names that steps give to those after them. */
  static List<String> ids(List<Step> steps) {
    return steps.stream().map(Step::id).toList();
  }

  /** Steps in their order, each seeing the answers of those before. */
  List<Step> steps(Field field, Scope scope, Use use) {
    List<Step> steps = new ArrayList<>();
    Scope seen = scope;
    for (Field one : field.items()) {
      Step step = step(one, seen, use);
      if (TAKEN.contains(step.id()) || seen.names().contains(step.id())) {
        one.at("id").fault("must be another name: " + step.id() + " is taken");
      }
      seen = seen.with(List.of(step.id()));
      steps.add(step);
    }
    return List.copyOf(steps);
  }

  /** One step; secrets are in reach of all of it if they are in the scope. */
  Step step(Field field, Scope outside, Use use) {
    Scope scope = field.at("each").present() ? outside.with(List.of("each")) : outside;
    String at = field.at("at").text("url");
    if (!urls.contains(at)) {
      field.at("at").fault("must name a setting of kind url");
    }
    if (field.at("body").present() && field.at("form").present()) {
      field.fault("must have a body or a form, not both");
    }
    String method = field.at("method").text("GET");
    boolean asks = use != Use.CHANGE || method.matches("GET|HEAD");
    return new Step(
        field.at("id").text(""),
        field.path(),
        field.at("when").expressionIfSet(outside),
        field.at("each").expressionIfSet(outside),
        method,
        at,
        field.at("path").template(scope),
        field.at("query").struct(scope).entries(),
        field.at("headers").struct(scope).entries(),
        field.at("body").valueIfSet(scope),
        field.at("form").present() ? field.at("form").struct(scope) : null,
        !asks && !field.at("asks").flag(false),
        field.at("keep").expressionIfSet(outside),
        field.at("optional").flag(false),
        rules(field.at("answers"), scope.with(Scope.ANSWER), use));
  }

  /** What must not be. */
  List<RefuseRule> refusals(Field field, Scope scope) {
    return field.items().stream()
        .map(
            f ->
                new RefuseRule(
                    f.at("when").expression(scope),
                    f.at("code").text("REFUSED"),
                    f.at("message").value(scope)))
        .toList();
  }

  /** Names for expressions, each seeing those before. */
  static Map<String, Expression> definitions(Field field, Scope scope) {
    Map<String, Expression> all = new LinkedHashMap<>();
    Scope seen = scope;
    for (Map.Entry<String, Field> e : field.entries().entrySet()) {
      if (TAKEN.contains(e.getKey())) {
        e.getValue().fault("must be another name: it is taken");
      }
      all.put(e.getKey(), e.getValue().expression(seen));
      seen = seen.with(List.of(e.getKey()));
    }
    return all;
  }

  private static List<AnswerRule> rules(Field field, Scope scope, Use use) {
    return field.items().stream().map(f -> rule(f, scope, use)).toList();
  }

  private static AnswerRule rule(Field field, Scope scope, Use use) {
    Meaning means = field.at("means").choice(Meaning.class, Meaning.OK);
    if (!use.allows(means)) {
      field.at("means").fault("can't be " + field.at("means").text("") + " here");
    }
    @Nullable Value message = field.at("message").valueIfSet(scope);
    if (means == Meaning.REFUSED && message == null) {
      field.fault("needs a message, as it means refused");
    }
    return new AnswerRule(
        field.at("when").expression(scope),
        means,
        field.at("code").text("REFUSED"),
        message,
        field.at("after").expressionIfSet(scope));
  }
}
