package org.rempart.core.guardrail;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rempart.core.asset.Asset.Criticality;

/**
 * What the policy is asked about one target; its components are the table's inputs, by name.
 *
 * @param capability id of what is to be done
 * @param protection why the target is protected, or {@code null} when it is not
 * @param clinical whether care depends on it
 * @param criticality how bad it is to lose it, or {@code null} when the inventory does not know it
 * @param own whether it is in the inventory or in one of our ranges
 * @param cloud whether its address is in a range that many services share
 * @param targets how many targets are asked for at once
 */
public record TargetFacts(
    ApprovalClass approvalClass,
    String capability,
    @Nullable Protection protection,
    boolean clinical,
    @Nullable Criticality criticality,
    boolean own,
    boolean cloud,
    String site,
    int targets) {

  TargetFacts protectedAs(Protection as) {
    return new TargetFacts(
        approvalClass, capability, as, clinical, criticality, own, cloud, site, targets);
  }

  TargetFacts as(Criticality loss, boolean care, int many) {
    return new TargetFacts(
        approvalClass, capability, protection, care, loss, true, cloud, site, many);
  }

  /** The table's inputs, by name; how the facts are kept with an action. */
  public Map<String, @Nullable Object> inputs() {
    Map<String, @Nullable Object> inputs = new LinkedHashMap<>();
    inputs.put("approvalClass", approvalClass.name());
    inputs.put("capability", capability);
    inputs.put("protection", protection == null ? null : protection.name());
    inputs.put("clinical", clinical);
    inputs.put("criticality", criticality == null ? null : criticality.name());
    inputs.put("own", own);
    inputs.put("cloud", cloud);
    inputs.put("site", site);
    inputs.put("targets", targets);
    return inputs;
  }
}
