package org.rempart.core.guardrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rempart.core.asset.Asset.Criticality;

/** The table that comes with Rempart, and what is wrong with others. */
class PolicyTest {

  private static String packed;
  private static Policy policy;

  @BeforeAll
  static void read() throws IOException {
    try (InputStream in = PolicyTest.class.getResourceAsStream("/workflows/" + Policies.FILE)) {
      packed = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    policy = PolicyCheck.check(1, packed);
  }

  @ParameterizedTest(name = "{0} {1} {2} care {3} {4} ours {5} cloud {6} of {7} -> {8} {9}")
  @CsvSource({
    "A0,ticket.open,DNS,true,CRITICAL,true,true,1000,ALLOW,harmless",
    "A1,network.block-address,,false,,false,false,1000,ALLOW,allowed",
    "A1,network.block-address,,false,,true,false,1,ASK 1 responders managers,own-address",
    "A1,network.block-address,,false,,false,true,1,ASK 1 responders managers,cloud-address",
    "A1,dns.block-domain,,false,,false,true,1,ALLOW,allowed",
    "A1,network.block-address,PATIENT_RECORD,true,,true,false,1,REFUSE,protected-target",
    "A2,endpoint.isolate,BACKUP,false,,true,false,1,ASK 2 managers,backup-target",
    "A2,endpoint.isolate,REMPART,false,,true,false,1,REFUSE,protected-target",
    "A2,endpoint.isolate,,true,LOW,true,false,1,ASK 1 clinical,clinical-asset",
    "A2,endpoint.isolate,,true,LOW,true,false,50,ASK 1 clinical,clinical-asset",
    "A2,endpoint.isolate,,false,HIGH,true,false,5,ALLOW,allowed",
    "A2,endpoint.isolate,,false,HIGH,true,false,6,ASK 2 managers responders,bulk",
    "A2,endpoint.isolate,,false,CRITICAL,true,false,1,ASK 1 managers,critical-asset",
    "A3,network.isolate-segment,,false,,true,false,1,ASK 1 responders managers,segment",
    "A0,intel.lookup,,false,,false,false,1,ALLOW,harmless",
    "A1,intel.report,,false,,false,false,1,ASK 1 managers,leaves-house",
    "A4,house.own,,false,,false,false,1,ASK 2 managers responders,irreversible",
    "A4,house.own,,true,,false,false,1,ASK 2 clinical managers,clinical-two"
  })
  void decides(
      ApprovalClass approvalClass,
      String capability,
      @Nullable Protection protection,
      boolean clinical,
      @Nullable Criticality criticality,
      boolean own,
      boolean cloud,
      int targets,
      String verdict,
      String rule) {
    Ruling ruling =
        policy.rule(
            new TargetFacts(
                approvalClass,
                capability,
                protection,
                clinical,
                criticality,
                own,
                cloud,
                "default",
                targets));
    String said =
        ruling.verdict() == Ruling.Verdict.ASK
            ? "ASK " + ruling.persons() + " " + String.join(" ", ruling.groups())
            : ruling.verdict().name();
    assertThat(said).isEqualTo(verdict);
    assertThat(ruling.rule()).isEqualTo(rule);
  }

  @Test
  void onlyACareQuestionHasSomethingToDoMeanwhile() {
    assertThat(policy.rule(isolate(true)).alternative()).isEqualTo("network.block-address");
    assertThat(policy.rule(isolate(false)).alternative()).isNull();
  }

  @Test
  void aTableWithGapsIsNoPolicy() {
    String gap = packed.replaceAll("(?s)<rule id=\"allowed\">.*?</rule>", "");
    assertThatThrownBy(() -> PolicyCheck.check(2, gap))
        .isInstanceOf(PolicyFaultsException.class)
        .hasMessageContaining("no row");
  }

  @ParameterizedTest
  @CsvSource({
    "<text>2</text>,<text>3</text>,persons must be 1 or 2",
    "\"REFUSE\",\"FORBID\",row protected-target: verdict must be",
    "[\"clinical\"],\"clinical\",row clinical-asset: groups must be a list",
    "\"network.block-address\"</text></outputEntry>,\"endpoint.isolate\"</text></outputEntry>,alternative"
        + " must be",
    "name=\"verdict\",name=\"answer\",the table has no output \"verdict\"",
    "guardrail-policy\" name,another-policy\" name,no decision \"guardrail-policy\"",
    "<decision ,<<,parse"
  })
  void aRowThatSaysNothingIsFoundBeforeItDecides(String is, String becomes, String fault) {
    String dmn = packed.replaceAll(">\\s+<", "><");
    assertThat(dmn).contains(is);
    assertThatThrownBy(() -> PolicyCheck.check(2, dmn.replace(is, becomes)))
        .isInstanceOf(PolicyFaultsException.class)
        .hasMessageContaining(fault);
  }

  @Test
  void whatCannotBeDecidedIsAskedOfTwoManagers() {
    Policy broken = Policy.read(3, packed.replaceAll("(?s)<rule id=\"allowed\">.*?</rule>", ""));
    assertThat(broken.rule(isolate(false)))
        .isEqualTo(
            new Ruling(
                Ruling.Verdict.ASK, Policy.UNDECIDED, "", java.util.List.of("managers"), 2, null));
  }

  private static TargetFacts isolate(boolean clinical) {
    return new TargetFacts(
        ApprovalClass.A2, "endpoint.isolate", null, clinical, null, true, false, "default", 1);
  }
}
