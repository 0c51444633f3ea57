package org.rempart.core.response;

import java.util.List;
import org.rempart.core.guardrail.Guardrails.Asked;
import org.rempart.core.guardrail.Ruling;

/**
 * What would become of one action.
 *
 * @param verdict ALLOW, ASK or REFUSE
 * @param rule what decides; a row of the policy or a fixed guardrail
 * @param detail what of the target it met; may be empty
 * @param groups whose word would be needed, for ASK
 * @param persons how many different people of them, for ASK
 */
public record RequestOutlook(
    String target,
    String connector,
    String verdict,
    String rule,
    String detail,
    List<String> groups,
    int persons) {

  static RequestOutlook of(Asked asked, Ruling ruling) {
    return new RequestOutlook(
        asked.target().value(),
        asked.connector(),
        ruling.verdict().name(),
        ruling.rule(),
        ruling.detail(),
        ruling.groups(),
        ruling.persons());
  }
}
