package org.rempart.core.decision;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.camunda.dmn.Audit.AuditLog;
import org.camunda.dmn.Audit.DecisionTableEvaluationResult;
import org.camunda.dmn.Audit.EvaluatedRule;
import org.camunda.dmn.DmnEngine;
import org.camunda.dmn.parser.ParsedDecisionTable;
import org.camunda.dmn.parser.ParsedDmn;
import org.camunda.feel.api.EvaluationResult;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.api.FeelEngineBuilder;
import org.camunda.feel.impl.JavaValueMapper;
import org.camunda.feel.syntaxtree.Val;
import org.camunda.feel.valuemapper.CustomValueMapper;
import org.camunda.feel.valuemapper.ValueMapper;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/** One decision of a DMN file, parsed and ready to be asked. Thread-safe. */
public final class DmnTable {

  private static final DmnEngine ENGINE = new DmnEngine.Builder().build();
  private static final FeelEngineApi FEEL = FeelEngineBuilder.forJava().build();

  /** Turns FEEL's values into strings, numbers, lists and maps. */
  private static final ValueMapper JAVA =
      new ValueMapper.CompositeValueMapper(
          CollectionConverters.asScala(List.<CustomValueMapper>of(new JavaValueMapper())).toList());

  private final String decisionId;
  private final String hash;
  private final ParsedDmn model;

  private DmnTable(String decisionId, String hash, ParsedDmn model) {
    this.decisionId = decisionId;
    this.hash = hash;
    this.model = model;
  }

  /**
   * Parses every decision of a file.
   *
   * @throws DecisionFailedException when it is no DMN or an expression can't be read
   */
  public static List<DmnTable> parse(String dmn) {
    byte[] bytes = dmn.getBytes(StandardCharsets.UTF_8);
    var parsed = ENGINE.parse(new ByteArrayInputStream(bytes));
    if (parsed.isLeft()) {
      throw new DecisionFailedException(parsed.left().toOption().get().message(), null);
    }
    ParsedDmn model = parsed.toOption().get();
    String hash = hash(bytes);
    List<DmnTable> tables = new ArrayList<>();
    CollectionConverters.asJava(model.decisionsById().keysIterator())
        .forEachRemaining(id -> tables.add(new DmnTable(id, hash, model)));
    return tables;
  }

  /** SHA-256 of a file, hex. */
  public static String hash(String dmn) {
    return hash(dmn.getBytes(StandardCharsets.UTF_8));
  }

  /** Id of the decision. */
  public String decisionId() {
    return decisionId;
  }

  /** SHA-256 of the file, hex. */
  public String hash() {
    return hash;
  }

  /**
   * Asks the table.
   *
   * @param inputs the values its input expressions name
   * @throws DecisionFailedException when a rule can't be evaluated
   */
  public DecisionTables.Decision evaluate(Map<String, ?> inputs) {
    var answer = ENGINE.eval(model, decisionId, new LinkedHashMap<>(inputs));
    if (answer.isLeft()) {
      String why = answer.left().toOption().get().failure().message();
      throw new DecisionFailedException("Table " + decisionId + ": " + why, null);
    }
    DmnEngine.EvalResult result = answer.toOption().get();
    return new DecisionTables.Decision(
        Collections.unmodifiableMap(outputs(result)), label(), fired(result.auditLog()));
  }

  /** The rows as they stand in the file. */
  public List<Row> rows() {
    return logic().getRules().stream().map(DmnTable::row).toList();
  }

  /** What the inputs ask for: their FEEL expressions. */
  public List<String> inputs() {
    return logic().getInputs().stream()
        .map(i -> i.getInputExpression().getText().getTextContent().strip())
        .toList();
  }

  /** The names of the outputs. */
  public List<String> outputs() {
    return logic().getOutputs().stream().map(Output::getName).toList();
  }

  /**
   * What a row would answer if it fitted, by the outputs' names. Its answers can't go by the
   * inputs.
   *
   * @throws DecisionFailedException when a cell can't be evaluated; the message names the row
   */
  public Map<String, @Nullable Object> answers(Row row) {
    List<String> names = outputs();
    int first = row.cells().size() - names.size();
    Map<String, @Nullable Object> answers = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      EvaluationResult result = FEEL.evaluateExpression(row.cells().get(first + i), Map.of());
      if (!result.isSuccess()) {
        throw new DecisionFailedException(
            "row " + row.id() + ": " + names.get(i) + ": " + result.failure().message(), null);
      }
      answers.put(names.get(i), result.result());
    }
    return answers;
  }

  private DecisionTable logic() {
    Decision element = model.model().getModelElementById(decisionId);
    if (element.getExpression() instanceof DecisionTable rows) {
      return rows;
    }
    throw new DecisionFailedException("decision " + decisionId + " is no table", null);
  }

  private static Row row(Rule rule) {
    List<String> cells = new ArrayList<>();
    rule.getInputEntries().forEach(e -> cells.add(e.getText().getTextContent()));
    rule.getOutputEntries().forEach(e -> cells.add(e.getText().getTextContent()));
    String description =
        rule.getDescription() == null ? "" : rule.getDescription().getTextContent();
    return new Row(rule.getId(), description, cells);
  }

  /**
   * One row of a table.
   *
   * @param description the row's annotation; may be empty
   * @param cells FEEL, those of {@link #inputs()} first, then of {@link #outputs()}; empty where
   *     anything fits
   */
  public record Row(String id, String description, List<String> cells) {}

  private String label() {
    return decisionId + " " + hash.substring(0, 12);
  }

  private Map<String, Object> outputs(DmnEngine.EvalResult answer) {
    if (!(answer instanceof DmnEngine.Result result)) {
      return Map.of();
    }
    Map<String, Object> outputs = new LinkedHashMap<>();
    Object plain = plain(result.value());
    if (plain instanceof Map<?, ?> values) {
      values.forEach((name, value) -> outputs.put((String) name, value));
    } else {
      outputs.put(onlyOutput(), plain);
    }
    return outputs;
  }

  /** The engine answers one output as a value of FEEL, and several in Scala's collections. */
  private static @Nullable Object plain(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Val val -> JAVA.unpackVal(val);
      case scala.collection.Map<?, ?> map -> {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        CollectionConverters.asJava(map).forEach((k, v) -> values.put(String.valueOf(k), plain(v)));
        yield values;
      }
      case scala.collection.Iterable<?> many -> {
        List<@Nullable Object> values = new ArrayList<>();
        CollectionConverters.asJava(many).forEach(v -> values.add(plain(v)));
        yield values;
      }
      default -> value;
    };
  }

  private String onlyOutput() {
    var logic = model.decisionsById().apply(decisionId).logic();
    return logic instanceof ParsedDecisionTable rules ? rules.outputs().head().name() : decisionId;
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
    return List.copyOf(rules);
  }

  private static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
