package org.rempart.core.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimelineSentencesTest {

  @Test
  void whyApprovalIsAskedIsSaidInTheReadersLanguage() {
    Map<String, Object> asked = Map.of("rule", List.of("clinical-asset"));
    assertThat(TimelineSentences.say("approval.asked", asked, Locale.ENGLISH))
        .isEqualTo(
            "Approval asked: patients depend on this asset; people of the clinical group must"
                + " approve");
    assertThat(TimelineSentences.say("approval.asked", asked, Locale.FRENCH))
        .startsWith("Accord demandé : des patients dépendent");
  }

  @Test
  void severalValuesStandSideBySideAndUnknownOnesAsTheyAre() {
    assertThat(
            TimelineSentences.say(
                "approval.asked", Map.of("rule", List.of("budget", "of-tomorrow")), Locale.ENGLISH))
        .endsWith("that a person must look, of-tomorrow");
  }
}
