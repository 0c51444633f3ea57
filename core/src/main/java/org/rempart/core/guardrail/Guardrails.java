package org.rempart.core.guardrail;

import java.util.ArrayList;
import java.util.List;
import org.rempart.connector.Capability;
import org.rempart.connector.Target;
import org.rempart.connector.TargetKind;
import org.rempart.core.guardrail.FactsReader.Looked;
import org.rempart.core.incident.Marking;
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

  Guardrails(Policies policies, FactsReader facts, Budgets budgets) {
    this.policies = policies;
    this.facts = facts;
    this.budgets = budgets;
  }

  /**
   * Judges one capability on targets of one site.
   *
   * @param asked at least one
   * @return one ruling per question, in their order
   */
  public List<Judged> assess(String siteId, Capability capability, List<Asked> asked) {
    FactsReader.Basis basis =
        facts.read(siteId, capability, asked.stream().map(Asked::target).toList());
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
   * Takes from the hour's budget what is about to begin.
   *
   * @param granted whether a person has allowed to go beyond it
   * @return ALLOW, or ASK when the set as a whole no longer fits
   */
  public Ruling spend(Capability capability, String siteId, int actions, boolean granted) {
    return budgets.spend(capability, siteId, actions, granted)
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
