package org.rempart.core.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rempart.core.playbook.PackedLibrary;

class DmnDecisionTablesTest {

  private final DecisionTables tables = new DmnDecisionTables(PackedLibrary.packed());

  @ParameterizedTest(name = "{0} {1} {2} -> {3}")
  @CsvSource({
    "encryption,,HIGH,ransomware-v1",
    ",T1486,HIGH,ransomware-v1",
    ",T1486,LOW,",
    "exfiltration login-failed,,MEDIUM,data-leak-v1",
    "dns-tunnel,,HIGH,data-leak-v1",
    ",T1048.003,MEDIUM,data-leak-v1",
    "login-failed,,MEDIUM,brute-force-v1",
    "login-failed,,LOW,",
    "login-failed login-succeeded,,LOW,brute-force-v1",
    ",T1110.003,MEDIUM,brute-force-v1",
    "beacon,,MEDIUM,intrusion-v1",
    "web-attack,,HIGH,intrusion-v1",
    "scan,,MEDIUM,intrusion-v1",
    "scan,,LOW,triage-v1",
    "phishing,,HIGH,triage-v1",
    "policy,,HIGH,triage-v1",
    ",,HIGH,"
  })
  void choosesThePlaybook(String signs, String techniques, String severity, String playbook) {
    var decision =
        tables.evaluate(
            "incident-playbook",
            Map.of(
                "signs",
                words(signs),
                "techniques",
                words(techniques),
                "severity",
                severity,
                "rule",
                "2001219",
                "source",
                "suricata"));

    assertThat(decision.outputs().get("playbook")).isEqualTo(playbook);
    assertThat(decision.rules()).hasSize(playbook == null ? 0 : 1);
    assertThat(decision.table()).matches("incident-playbook [0-9a-f]{12}");
  }

  @ParameterizedTest(name = "{0} {1} care {2} {3} -> {4}")
  @CsvSource({
    "LOW,encryption,false,,CRITICAL",
    "CRITICAL,scan,false,,CRITICAL",
    "LOW,malware,true,,CRITICAL",
    "HIGH,scan,true,,CRITICAL",
    "MEDIUM,scan,true,,HIGH",
    "LOW,login-failed login-succeeded,false,,HIGH",
    "LOW,exfiltration,false,,HIGH",
    "MEDIUM,scan,false,CRITICAL,HIGH",
    "MEDIUM,scan,false,MEDIUM,MEDIUM",
    "INFORMATIONAL,,false,,INFORMATIONAL"
  })
  void weighsTheIncident(
      String alertSeverity, String signs, boolean clinical, String criticality, String severity) {
    Map<String, Object> inputs = new HashMap<>();
    inputs.put("alertSeverity", alertSeverity);
    inputs.put("signs", words(signs));
    inputs.put("clinical", clinical);
    inputs.put("criticality", criticality);

    var decision = tables.evaluate("incident-severity", inputs);

    assertThat(decision.outputs()).containsEntry("severity", severity);
    assertThat(decision.rules()).singleElement().asString().startsWith("severity-");
  }

  @ParameterizedTest(name = "{0} to {1}: {2}")
  @CsvSource({
    "triage-v1,brute-force-v1,true",
    "triage-v1,triage-v1,false",
    "intrusion-v1,triage-v1,false",
    "intrusion-v1,brute-force-v1,true",
    "brute-force-v1,intrusion-v1,false",
    "brute-force-v1,brute-force-v1,false",
    "brute-force-v1,data-leak-v1,true",
    "data-leak-v1,ransomware-v1,true",
    "ransomware-v1,data-leak-v1,false"
  })
  void letsAGraverPlaybookTakeOver(String running, String proposed, boolean takesOver) {
    var decision =
        tables.evaluate("incident-switch", Map.of("running", running, "proposed", proposed));

    assertThat(decision.outputs()).containsEntry("takesOver", takesOver);
  }

  @Test
  void namesATableThatIsNotThere() {
    assertThatThrownBy(() -> tables.evaluate("who-pays", Map.of()))
        .isInstanceOf(DecisionFailedException.class)
        .hasMessageContaining("who-pays");
  }

  @Test
  void followsAnEditedTableAndKeepsTheFormerRulesOverASlip(@TempDir Path overlay) throws Exception {
    var edited = new DmnDecisionTables(PackedLibrary.over(overlay));
    Path file = overlay.resolve("workflows/decisions/incident-playbook.dmn");
    Files.createDirectories(file.getParent());
    String packed = PackedLibrary.text("workflows/decisions/incident-playbook.dmn");

    Files.writeString(file, packed.replace("brute-force-v1", "our-own-v3"));
    assertThat(playbookFor(edited, "login-failed")).isEqualTo("our-own-v3");

    Files.writeString(file, packed.substring(0, packed.length() / 2));
    assertThat(playbookFor(edited, "login-failed")).isEqualTo("our-own-v3");

    Files.delete(file);
    assertThat(playbookFor(edited, "login-failed")).isEqualTo("brute-force-v1");
  }

  private static Object playbookFor(DecisionTables tables, String sign) {
    return tables
        .evaluate(
            "incident-playbook",
            Map.of(
                "signs", List.of(sign),
                "techniques", List.of(),
                "severity", "HIGH",
                "rule", "5712",
                "source", "wazuh"))
        .outputs()
        .get("playbook");
  }

  private static List<String> words(String text) {
    return text == null ? List.of() : List.of(text.split(" "));
  }
}
