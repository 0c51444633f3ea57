package org.rempart.workers.decision;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.dmn.Audit.AuditLog;
import org.camunda.dmn.Audit.DecisionTableEvaluationResult;
import org.camunda.dmn.Audit.EvaluatedRule;
import org.camunda.dmn.DmnEngine;
import org.camunda.dmn.parser.ParsedDecisionTable;
import org.camunda.feel.impl.JavaValueMapper;
import org.camunda.feel.syntaxtree.Val;
import org.camunda.feel.valuemapper.CustomValueMapper;
import org.camunda.feel.valuemapper.ValueMapper;
import org.jspecify.annotations.Nullable;
import org.rempart.core.decision.DecisionFailedException;
import org.rempart.core.decision.DecisionTables;
import org.rempart.core.playbook.PlaybookLibrary;
import org.rempart.workers.decision.ParsedTables.ParsedTable;
import org.springframework.stereotype.Component;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Decision tables on the DMN engine; parses a file again only when the library has another one. The
 * same question gets the same answer for {@link #KEPT}, as a storm of alerts asks the same few
 * questions over and over and each evaluation costs milliseconds; a rule that asks for the time may
 * so be late by as much.
 */
@Component
final class DmnDecisionTables implements DecisionTables {

  /** Turns FEEL values into strings, numbers, lists and maps. */
  private static final ValueMapper JAVA =
      new ValueMapper.CompositeValueMapper(
          CollectionConverters.asScala(List.<CustomValueMapper>of(new JavaValueMapper())).toList());

  private static final Duration KEPT = Duration.ofSeconds(10);
  private static final int KEPT_AT_MOST = 1_000;

  private final PlaybookLibrary library;
  private final DmnEngine engine = new DmnEngine.Builder().build();
  private final Cache<Question, Decision> answers =
      Caffeine.newBuilder().expireAfterWrite(KEPT).maximumSize(KEPT_AT_MOST).build();
  private volatile @Nullable ParsedTables parsed;

  DmnDecisionTables(PlaybookLibrary library) {
    this.library = library;
  }

  @Override
  public Decision evaluate(String decisionId, Map<String, ?> inputs) {
    ParsedTable table = tables().of(decisionId);
    if (table == null) {
      throw new DecisionFailedException("There is no decision table " + decisionId + ".", null);
    }
    var question = new Question(decisionId, table.hash(), new HashMap<>(inputs));
    return answers.get(question, asked -> answer(table, asked.inputs()));
  }

  private Decision answer(ParsedTable table, Map<String, Object> inputs) {
    var answer = engine.eval(table.model(), table.decisionId(), inputs);
    if (answer.isLeft()) {
      String why = answer.left().toOption().get().failure().message();
      throw new DecisionFailedException("Table " + table.decisionId() + ": " + why, null);
    }
    return decision(table, answer.toOption().get());
  }

  private ParsedTables tables() {
    ParsedTables now = parsed;
    var source = library.tables();
    if (now == null || !now.isOf(source)) {
      now = new ParsedTables(engine, source, now);
      parsed = now;
    }
    return now;
  }

  private static Decision decision(ParsedTable table, DmnEngine.EvalResult answer) {
    List<String> rules = fired(answer.auditLog());
    return new Decision(
        Collections.unmodifiableMap(outputs(table, answer)), table.label(), List.copyOf(rules));
  }

  private static Map<String, Object> outputs(ParsedTable table, DmnEngine.EvalResult answer) {
    if (!(answer instanceof DmnEngine.Result result)) {
      return Map.of();
    }
    Map<String, Object> outputs = new LinkedHashMap<>();
    Object plain = result.value() instanceof Val val ? JAVA.unpackVal(val) : result.value();
    if (plain instanceof Map<?, ?> values) {
      values.forEach((name, value) -> outputs.put((String) name, value));
    } else {
      outputs.put(onlyOutput(table), plain);
    }
    return outputs;
  }

  private static String onlyOutput(ParsedTable table) {
    var logic = table.model().decisionsById().apply(table.decisionId()).logic();
    return logic instanceof ParsedDecisionTable rules
        ? rules.outputs().head().name()
        : table.decisionId();
  }

  private static List<String> fired(AuditLog log) {
    List<String> rules = new ArrayList<>();
    CollectionConverters.asJava(log.entries())
        .forEach(
            entry -> {
              if (entry.result() instanceof DecisionTableEvaluationResult result) {
                for (EvaluatedRule rule : CollectionConverters.asJava(result.matchedRules())) {
                  rules.add(rule.rule().id());
                }
              }
            });
    return rules;
  }

  /** What a table is asked; another table of the same name is another question. */
  private record Question(String decisionId, String hash, Map<String, Object> inputs) {}
}
