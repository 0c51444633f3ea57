package org.rempart.connector.declared;

import java.util.List;
import java.util.Map;
import org.camunda.feel.api.EvaluationResult;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.api.FeelEngineBuilder;
import org.camunda.feel.syntaxtree.ParsedExpression;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.Refusal;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A compiled FEEL expression.
 *
 * @param where its field, for messages
 * @param parsed what the engine runs
 * @param tellsWhy whether the engine's reason may be told; not where secrets are in reach
 */
record Expression(String where, ParsedExpression parsed, boolean tellsWhy) {

  static final FeelEngineApi ENGINE =
      FeelEngineBuilder.forJava().withFunctionProvider(new Functions()).build();

  /** Its value; {@code null} where FEEL has none, a failure included. */
  @Nullable Object of(Map<String, Object> variables) {
    EvaluationResult answer = ENGINE.evaluate(parsed, variables);
    return answer.isSuccess() ? answer.result() : null;
  }

  /** Whether it is true; everything else counts as no. */
  boolean holds(Map<String, Object> variables) {
    return Boolean.TRUE.equals(of(variables));
  }

  /**
   * Its value, which must be there.
   *
   * @throws Refusal DECLARATION, naming the field and, where that is safe, FEEL's reason
   */
  Object required(Map<String, Object> variables) throws Refusal {
    Object value = of(variables);
    if (value == null) {
      throw new Refusal("DECLARATION", where + " has no value" + why(variables));
    }
    return value;
  }

  /** FEEL's reasons for a missing value, or nothing. */
  String why(Map<String, Object> variables) {
    if (!tellsWhy) {
      return "";
    }
    EvaluationResult answer = ENGINE.evaluate(parsed, variables);
    List<String> reasons =
        answer.isFailure()
            ? List.of(answer.failure().message())
            : CollectionConverters.asJava(answer.suppressedFailures()).stream()
                .map(f -> f.failureMessage())
                .toList();
    return reasons.isEmpty() ? "" : ": " + String.join("; ", reasons);
  }
}
