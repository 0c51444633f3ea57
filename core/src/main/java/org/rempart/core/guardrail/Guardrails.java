package org.rempart.core.guardrail;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.rempart.connector.Capability;
import org.rempart.connector.Target;
import org.rempart.connector.TargetKind;
import org.rempart.core.guardrail.Budgets.Outlay;
import org.rempart.core.guardrail.FactsReader.Looked;
import org.rempart.core.incident.Marking;
import org.rempart.core.storage.Statements;
import org.rempart.core.storage.Statements.Answer;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/**
 * Decides what an action may do, whoever asks and however a playbook is drawn. Reads the rows anew
 * at every call; must run in the transaction that decides. What no policy can change: the kill
 * switch, targets that can't be meant, what is ours and would be told outside, and the hourly
 * budgets.
 */
@Component
public class Guardrails {

  /** Nothing is done at all: a switch is on. */
  public static final String KILL_SWITCH = "kill-switch";

  /** The target can't be meant: not one host. */
  public static final String INVALID_TARGET = "invalid-target";

  /** The incident is marked so that nothing of it may leave the house. */
  public static final String MARKING = "marking";

  /** The target is ours, and nobody outside is to be asked or told about it. */
  public static final String STAYS_INSIDE = "stays-inside";

  /** So many actions of this kind began this hour that a person should look. */
  public static final String BUDGET = "budget";

  private final Policies policies;
  private final FactsReader facts;
  private final Budgets budgets;
  private final JdbcOperations jdbc;

  Guardrails(Policies policies, FactsReader facts, Budgets budgets, JdbcOperations jdbc) {
    this.policies = policies;
    this.facts = facts;
    this.budgets = budgets;
    this.jdbc = jdbc;
  }

  /**
   * Judges one capability on targets of one site.
   *
   * @param asked at least one
   * @return one ruling per question, in their order
   */
  public List<Judged> assess(String siteId, Capability capability, List<Asked> asked) {
    return Statements.answer(jdbc, statements -> assess(statements, siteId, capability, asked));
  }

  /**
   * The same, with what else is to be sent.
   *
   * @return the rulings, which may be asked for once all has been sent
   */
  public Supplier<List<Judged>> assess(
      Statements statements, String siteId, Capability capability, List<Asked> asked) {
    Answer<FactsReader.Basis> basis =
        facts.read(statements, siteId, capability, asked.stream().map(Asked::target).toList());
    return () -> judged(basis.get(), siteId, capability, asked);
  }

  private List<Judged> judged(
      FactsReader.Basis basis, String siteId, Capability capability, List<Asked> asked) {
    Policy policy = basis.policy() == null ? policies.inForce() : policies.policy(basis.policy());
    List<Judged> judged = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      Looked looked = basis.looked().get(i);
      boolean killed = basis.stopped().stops(siteId, asked.get(i).connector());
      boolean ours = Marking.leaves(capability) && looked.facts().own();
      Ruling ruling = ruling(policy, asked.get(i).target(), looked, killed, ours);
      judged.add(new Judged(ruling, policy.version(), looked.facts()));
    }
    return judged;
  }

  /**
   * What becomes of a ruling by the incident's marking, whatever the policy says: what is marked to
   * stay in the house does.
   */
  public static Ruling marked(Capability capability, Marking marking, Ruling ruling) {
    boolean stays = Marking.leaves(capability) && marking.staysInside();
    return stays && !ruling.rule().equals(KILL_SWITCH)
        ? Ruling.refuse(MARKING, marking.toString())
        : ruling;
  }

  /**
   * Takes from the hour's budget what begins if all of it may, along with what else is to be sent.
   *
   * @return whether it fits, to be told to {@link #spent}
   */
  public Answer<Boolean> spend(Statements statements, Outlay outlay) {
    return budgets.spend(statements, outlay);
  }

  /**
   * Says whether what begins indeed may, and takes so much and no more from the budget.
   *
   * @param ahead what was taken by {@link #spend}
   * @param fitted what that answered
   * @param actions how many begin
   * @return ALLOW, or ASK when the set as a whole does not fit
   */
  public Ruling spent(Outlay ahead, boolean fitted, int actions) {
    return budgets.correct(ahead, fitted, actions)
        ? Ruling.allow(BUDGET)
        : Ruling.ask(BUDGET, List.of("managers"));
  }

  private static Ruling ruling(
      Policy policy, Target target, Looked looked, boolean killed, boolean ours) {
    if (killed) {
      return Ruling.refuse(KILL_SWITCH, "");
    }
    if (target.kind() == TargetKind.ADDRESS && !Faces.oneHost(target.value())) {
      return Ruling.refuse(INVALID_TARGET, target.value());
    }
    if (ours) {
      return Ruling.refuse(STAYS_INSIDE, target.value());
    }
    Ruling ruling = policy.rule(looked.facts());
    return looked.shield() == null ? ruling : ruling.withDetail(looked.shield());
  }

  /**
   * One action to judge.
   *
   * @param connector id of the product it would go to
   */
  public record Asked(Target target, String connector) {}

  /**
   * What was decided, and by what.
   *
   * @param policy version of the table
   * @param facts what it was asked
   */
  public record Judged(Ruling ruling, int policy, TargetFacts facts) {}
}
