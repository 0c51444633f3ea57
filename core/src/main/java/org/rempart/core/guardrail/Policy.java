package org.rempart.core.guardrail;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.Capability;
import org.rempart.core.decision.DecisionFailedException;
import org.rempart.core.decision.DecisionTables.Decision;
import org.rempart.core.decision.DmnTable;
import org.rempart.core.guardrail.Ruling.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One version of the guardrails' table. What it can't decide is asked of two managers, never
 * allowed.
 */
final class Policy {

  /** Id of the decision in the file. */
  static final String DECISION = "guardrail-policy";

  /** The table has no answer, or one that says nothing. */
  static final String UNDECIDED = "undecided";

  private static final Logger LOG = LoggerFactory.getLogger(Policy.class);
  private static final List<String> NEEDED = List.of("verdict", "groups", "persons", "alternative");
  private static final int KEPT_AT_MOST = 1_000;

  private final int version;
  private final DmnTable table;
  // An evaluation costs milliseconds, and a set of a thousand addresses asks one question.
  private final Cache<TargetFacts, Ruling> rulings =
      Caffeine.newBuilder().maximumSize(KEPT_AT_MOST).build();

  private Policy(int version, DmnTable table) {
    this.version = version;
    this.table = table;
  }

  /**
   * Reads a version.
   *
   * @throws DecisionFailedException when it is no DMN file or lacks the decision
   */
  static Policy read(int version, String dmn) {
    return DmnTable.parse(dmn).stream()
        .filter(t -> t.decisionId().equals(DECISION))
        .findFirst()
        .map(t -> new Policy(version, t))
        .orElseThrow(
            () ->
                new DecisionFailedException("the file has no decision \"" + DECISION + "\"", null));
  }

  /** What the author of a row says about it; empty when nothing. */
  Optional<String> description(String rule) {
    return table.rows().stream()
        .filter(row -> row.id().equals(rule) && !row.description().isBlank())
        .map(DmnTable.Row::description)
        .findFirst();
  }

  /** What is wrong with what the rows answer, whether or not a target meets them. */
  List<String> rowFaults() {
    List<String> faults = new ArrayList<>();
    List<String> outputs = table.outputs();
    for (DmnTable.Row row : table.rows()) {
      try {
        ruling(row.id(), table.answers(row));
      } catch (DecisionFailedException wrong) {
        faults.add(String.valueOf(wrong.getMessage()));
      }
    }
    NEEDED.stream()
        .filter(name -> !outputs.contains(name))
        .forEach(name -> faults.add("the table has no output \"" + name + "\""));
    return faults;
  }

  DmnTable table() {
    return table;
  }

  int version() {
    return version;
  }

  /** Decides, and never fails. */
  Ruling rule(TargetFacts facts) {
    return rulings.get(facts, this::decided);
  }

  private Ruling decided(TargetFacts facts) {
    try {
      return evaluate(facts);
    } catch (DecisionFailedException undecided) {
      LOG.error("guardrail policy {}: {}", version, undecided.getMessage());
      return new Ruling(Verdict.ASK, UNDECIDED, "", List.of("managers"), 2, null);
    }
  }

  /**
   * Decides, and says what is wrong with the answer.
   *
   * @throws DecisionFailedException when there is none or it says nothing; the message names the
   *     row
   */
  Ruling evaluate(TargetFacts facts) {
    Decision decision = table.evaluate(facts.inputs());
    if (decision.rules().size() != 1) {
      throw new DecisionFailedException("no row, or several, fit " + facts.inputs(), null);
    }
    String rule = decision.rules().getFirst();
    return ruling(rule, decision.outputs());
  }

  private static Ruling ruling(String rule, Map<String, Object> out) {
    Verdict verdict =
        switch (String.valueOf(out.get("verdict"))) {
          case "ALLOW" -> Verdict.ALLOW;
          case "ASK" -> Verdict.ASK;
          case "REFUSE" -> Verdict.REFUSE;
          default -> throw wrong(rule, "verdict must be \"ALLOW\", \"ASK\" or \"REFUSE\"");
        };
    if (verdict != Verdict.ASK) {
      return new Ruling(verdict, rule, "", List.of(), 0, null);
    }
    return new Ruling(
        verdict, rule, "", groups(rule, out), persons(rule, out), alternative(rule, out));
  }

  private static List<String> groups(String rule, Map<String, Object> out) {
    boolean fit =
        out.get("groups") instanceof List<?> list
            && !list.isEmpty()
            && list.stream().allMatch(g -> g instanceof String s && !s.isBlank());
    if (!fit) {
      throw wrong(rule, "groups must be a list of names, for example [\"managers\"]");
    }
    return ((List<?>) out.get("groups")).stream().map(String.class::cast).toList();
  }

  private static int persons(String rule, Map<String, Object> out) {
    if (out.get("persons") instanceof Number n && (n.intValue() == 1 || n.intValue() == 2)) {
      return n.intValue();
    }
    throw wrong(rule, "persons must be 1 or 2");
  }

  private static @Nullable String alternative(String rule, Map<String, Object> out) {
    String named = out.get("alternative") instanceof String s ? s : "";
    if (named.isEmpty()) {
      return null;
    }
    if (!named.equals(Capability.BLOCK_ADDRESS.id())) {
      throw wrong(rule, "alternative must be \"" + Capability.BLOCK_ADDRESS + "\" or \"\"");
    }
    return named;
  }

  private static DecisionFailedException wrong(String rule, String what) {
    return new DecisionFailedException("row " + rule + ": " + what, null);
  }
}
