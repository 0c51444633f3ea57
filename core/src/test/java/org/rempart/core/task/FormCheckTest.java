package org.rempart.core.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rempart.core.playbook.TestLibrary;
import tools.jackson.databind.json.JsonMapper;

/** The triage form: what must be said depends on what was decided. */
class FormCheckTest {

  private static final String FORM = "triage";

  private final FormCheck check = new FormCheck(TestLibrary.packed(), JsonMapper.builder().build());

  @Test
  void theFieldsThatADecisionShowsAreEnough() {
    fits(Map.of("decision", "NO_ATTACK", "verdict", "BENIGN", "note", "a scanner of ours"));
    fits(Map.of("decision", "PLAYBOOK", "nextPlaybook", "intrusion-v1", "note", "a beacon"));
    fits(Map.of("decision", "CANT_TELL", "note", "who knows"));
  }

  @Test
  void aFieldThatADecisionShowsIsRequired() {
    assertThat(faults(Map.of("decision", "NO_ATTACK", "note", "a scanner of ours")))
        .isEqualTo(Map.of("verdict", "is required"));
  }

  /** A verdict ends the incident: it must not slip in beside the decision to start a playbook. */
  @Test
  void aFieldThatADecisionHidesTakesNoValue() {
    Map<String, Object> both =
        Map.of(
            "decision", "PLAYBOOK",
            "nextPlaybook", "intrusion-v1",
            "verdict", "BENIGN",
            "note", "a beacon");
    assertThat(faults(both)).containsOnlyKeys("verdict");
    assertThat(faults(both).get("verdict")).startsWith("must be left out");
  }

  @Test
  void aHiddenGroupHidesWhatStandsInIt() {
    var group =
        JsonMapper.builder()
            .build()
            .readTree(
                """
                {"components": [
                  {"type": "radio", "key": "more", "values": [{"value": "YES"}, {"value": "NO"}]},
                  {"type": "group", "conditional": {"hide": "=more != \\"YES\\""}, "components": [
                    {"type": "textfield", "key": "what", "validate": {"required": true}}]}]}\
                """);
    var fields = FormCheck.fields(group);
    assertThat(fields.get("what").hiddenBy()).isEqualTo(List.of("=more != \"YES\""));
    assertThat(fields.get("more").hiddenBy()).isEmpty();
  }

  private void fits(Map<String, Object> values) {
    assertThatCode(() -> check.check(FORM, values)).doesNotThrowAnyException();
  }

  private Map<String, String> faults(Map<String, Object> values) {
    return catchThrowableOfType(InvalidFormException.class, () -> check.check(FORM, values))
        .faults();
  }
}
