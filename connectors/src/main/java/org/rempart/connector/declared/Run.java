package org.rempart.connector.declared;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.ConnectorException;
import org.rempart.connector.OutcomeUnknownException;
import org.rempart.connector.ProductUnavailableException;
import org.rempart.connector.Refusal;
import org.rempart.connector.declared.AnswerRule.Meaning;
import org.rempart.connector.http.HttpAnswer;
import org.rempart.connector.http.HttpCall;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works off the steps of a declaration for one order; holds what their answers were. */
final class Run {

  private static final Logger LOG = LoggerFactory.getLogger(Run.class);

  private final Declaration declaration;
  private final Calls calls;
  private final Secrets secrets;
  private final Map<String, Object> known;
  private final Map<String, Expression> define;
  private final List<Calls.Heard> toKeep = new ArrayList<>();
  private boolean changed;
  private Instant asOf = Instant.MAX;

  /**
   * @param base what expressions see before the first answer
   * @param define names for expressions, worked out anew with each answer
   */
  Run(
      Declaration declaration,
      Calls calls,
      Secrets secrets,
      Map<String, Object> base,
      Map<String, Expression> define) {
    this.declaration = declaration;
    this.calls = calls;
    this.secrets = secrets;
    this.known = new HashMap<>(base);
    this.define = define;
  }

  /**
   * How a list of steps ended before its last.
   *
   * @param meaning what the answer means
   * @param message in words, or empty
   */
  record Ending(Meaning meaning, String message) {}

  /**
   * Takes the steps in their order.
   *
   * @param memory answers to the same questions, or {@code null} to ask anew
   * @return the early end, or {@code null} when all were taken
   */
  @Nullable Ending steps(List<Step> steps, @Nullable Map<HttpCall, Calls.Heard> memory)
      throws Refusal {
    for (Step step : steps) {
      Ending ending = step.optional() ? tolerated(step, memory) : taken(step, memory);
      if (ending != null) {
        return ending;
      }
    }
    return null;
  }

  /** Refuses when one of the rules holds. */
  void refuse(List<RefuseRule> rules) throws Refusal {
    Map<String, Object> variables = variables();
    for (RefuseRule rule : rules) {
      if (rule.when().holds(variables)) {
        throw new Refusal(rule.code(), said(rule.message(), variables));
      }
    }
  }

  /** Whether a change was taken by the product. */
  boolean changed() {
    return changed;
  }

  /** When the product gave the oldest of the answers that were used; now when there is none. */
  Instant asOf() {
    return asOf.equals(Instant.MAX) ? Instant.now() : asOf;
  }

  /**
   * Keeps the answers that may be used again. Only who has understood them should: a page that a
   * proxy shows comes with a good status, too.
   */
  void keep() {
    toKeep.forEach(calls::keep);
  }

  /** A value in words, without secrets; empty when there is none. */
  String said(@Nullable Value value) {
    return said(value, variables());
  }

  /** The same with one more name. */
  String said(@Nullable Value value, String name, Object more) {
    Map<String, Object> variables = variables();
    variables.put(name, more);
    return said(value, variables);
  }

  /** The same for other names. */
  String said(@Nullable Value value, Map<String, Object> variables) {
    Object text = value == null ? null : value.of(variables);
    return text == null ? "" : secrets.masked(text.toString());
  }

  /** Why an expression has no value now, without secrets; may be empty. */
  String why(Expression expression) {
    return why(expression, variables());
  }

  /** The same for other names. */
  String why(Expression expression, Map<String, Object> variables) {
    return masked(expression.why(variables));
  }

  /** A text without secrets. */
  String masked(String text) {
    return secrets.masked(text);
  }

  /** What expressions see now. */
  Map<String, Object> variables() {
    return defined(new HashMap<>(known));
  }

  private Map<String, Object> defined(Map<String, Object> variables) {
    define.forEach((name, expression) -> variables.put(name, expression.of(variables)));
    return variables;
  }

  private @Nullable Ending tolerated(Step step, @Nullable Map<HttpCall, Calls.Heard> memory) {
    try {
      return taken(step, memory);
    } catch (Refusal | ConnectorException e) {
      String why = secrets.masked(e.getMessage());
      LOG.warn("{}: step {} was not taken: {}", declaration.type(), step.id(), why);
      return null;
    }
  }

  private @Nullable Ending taken(Step step, @Nullable Map<HttpCall, Calls.Heard> memory)
      throws Refusal {
    Map<String, Object> before = variables();
    if (step.when() != null && !step.when().holds(before)) {
      return null;
    }
    if (step.each() == null) {
      return asked(step, before, memory);
    }
    if (step.each().of(before) instanceof List<?> items) {
      for (Object item : items) {
        before.put("each", item);
        Ending ending = asked(step, before, memory);
        if (ending != null) {
          return ending;
        }
      }
      return null;
    }
    throw new Refusal("DECLARATION", step.where() + ".each is no list");
  }

  private @Nullable Ending asked(
      Step step, Map<String, Object> before, @Nullable Map<HttpCall, Calls.Heard> memory)
      throws Refusal {
    Calls.Heard heard = calls.answer(step, before, memory);
    HttpAnswer answer = heard.answer();
    if (step.keep() != null && !step.changes()) {
      toKeep.add(heard);
    }
    asOf = heard.at().isBefore(asOf) ? heard.at() : asOf;
    Map<String, Object> seen = Calls.seen(answer);
    known.put(step.id(), seen);
    Map<String, Object> variables = new HashMap<>(known);
    variables.putAll(seen);
    defined(variables);
    for (AnswerRule rule : step.answers()) {
      if (rule.when().holds(variables)) {
        return ended(step, rule, variables);
      }
    }
    Expression says = declaration.says();
    Object said = says == null ? null : says.of(variables);
    calls.good(step, answer, said == null ? null : secrets.masked(said.toString()));
    changed |= step.changes() && !step.optional();
    return null;
  }

  private @Nullable Ending ended(Step step, AnswerRule rule, Map<String, Object> variables)
      throws Refusal {
    String message = said(rule.message(), variables);
    switch (rule.means()) {
      case OK -> {
        changed |= step.changes() && !step.optional();
        return null;
      }
      case REFUSED -> throw new Refusal(rule.code(), message);
      case RETRY ->
          throw new ProductUnavailableException(
              message.isEmpty() ? declaration.name() + " asks to wait" : message,
              null,
              Seconds.of(rule.after(), variables));
      case IN_DOUBT -> throw new OutcomeUnknownException(message, null);
      default -> {
        return new Ending(rule.means(), message);
      }
    }
  }
}
