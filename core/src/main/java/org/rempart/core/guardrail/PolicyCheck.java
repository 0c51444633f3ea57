package org.rempart.core.guardrail;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.rempart.connector.Capability;
import org.rempart.core.asset.Asset.Criticality;
import org.rempart.core.decision.DecisionFailedException;

/**
 * Asks a table about every kind of target before it may decide about a real one: a row that can't
 * be evaluated, or a gap between the rows, must not be found out at three in the morning.
 */
final class PolicyCheck {

  private static final int MOST_FAULTS = 20;

  private final Policy policy;
  private final Set<String> faults = new LinkedHashSet<>();

  private PolicyCheck(Policy policy) {
    this.policy = policy;
  }

  /**
   * Reads and checks a table: what each row would answer, and that some row answers for every
   * class, protection, criticality and so on.
   *
   * @throws PolicyFaultsException with everything that is wrong with it
   */
  static Policy check(int version, String dmn) {
    Policy policy;
    try {
      policy = Policy.read(version, dmn);
    } catch (DecisionFailedException unreadable) {
      throw new PolicyFaultsException(List.of(String.valueOf(unreadable.getMessage())));
    }
    PolicyCheck check = new PolicyCheck(policy);
    check.faults.addAll(policy.rowFaults());
    probes().forEach(check::ask);
    if (!check.faults.isEmpty()) {
      throw new PolicyFaultsException(check.faults.stream().limit(MOST_FAULTS).toList());
    }
    return policy;
  }

  private static List<TargetFacts> probes() {
    List<TargetFacts> probes = new ArrayList<>();
    for (ApprovalClass approvalClass : ApprovalClass.values()) {
      TargetFacts plain = plain(approvalClass);
      probes.add(plain);
      for (Protection protection : Protection.values()) {
        probes.add(plain.protectedAs(protection));
      }
      for (Criticality criticality : Criticality.values()) {
        probes.add(plain.as(criticality, true, 1));
        probes.add(plain.as(criticality, false, 1000));
      }
    }
    return probes;
  }

  private static TargetFacts plain(ApprovalClass approvalClass) {
    return new TargetFacts(
        approvalClass,
        Capability.BLOCK_ADDRESS.id(),
        null,
        false,
        null,
        false,
        false,
        "default",
        1);
  }

  private void ask(TargetFacts facts) {
    try {
      policy.evaluate(facts);
    } catch (DecisionFailedException wrong) {
      faults.add(String.valueOf(wrong.getMessage()));
    }
  }
}
