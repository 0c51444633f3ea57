package org.rempart.core.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rempart.connector.Capability;
import org.rempart.core.audit.Actor;
import org.rempart.core.response.Responses.Outcome;
import org.rempart.core.response.Responses.TargetSet;
import org.rempart.core.response.TestProduct.Fault;
import org.rempart.core.task.InvalidFormException;
import org.rempart.core.task.TaskBoard;
import org.rempart.core.task.TaskCompletion;
import org.springframework.dao.DataIntegrityViolationException;

/** No action gets past the guardrails, whoever asks for it. */
class GuardrailIT {

  private static final Actor CLINICIAN = Actor.person("dr-ndiaye", "RESPONDER", "127.0.0.1");

  private static ResponseFixture rempart;

  @BeforeAll
  static void open() {
    rempart = new ResponseFixture();
    rempart
        .jdbc
        .sql(
            "insert into person (login, display_name, password_hash, role, groups) values"
                + " ('dr-ndiaye', 'Dr Ndiaye', '', 'RESPONDER', '{clinical}')")
        .update();
  }

  @AfterAll
  static void close() {
    rempart.close();
  }

  @BeforeEach
  void reset() {
    rempart.firewall.reset();
    rempart.readable.reset();
    rempart.jdbc.sql("delete from protected_target").update();
    rempart.jdbc.sql("delete from asset").update();
    rempart.jdbc.sql("delete from guardrail_budget").update();
  }

  @AfterEach
  void switchesOff() {
    rempart.jdbc.sql("update response_switch set enabled = false").update();
  }

  @ParameterizedTest
  @CsvSource({
    "198.51.100.53, 198.51.100.53",
    "198.51.100.0/24, 198.51.100.54",
    "2001:db8:53::/48, 2001:db8:53::1",
    "198.51.100.55, ::ffff:198.51.100.55"
  })
  void aProtectedAddressOrRangeIsRefused(String shielded, String attacker) {
    protect("ADDRESS", shielded);
    UUID incident = rempart.incident(attacker);
    Responses.Result result = rempart.block(incident, "p-" + attacker);
    assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(result.message()).contains("la cible est protégée").contains("DNS");
    assertThat(rule(incident)).isEqualTo("protected-target");
    assertThat(rempart.firewall.executions).hasValue(0);
    assertThat(rempart.timeline(incident)).contains("action.refused");
  }

  @ParameterizedTest
  @CsvSource({
    "HOST, dpi-1, DPI-1.chu.example",
    "HOST, dpi-1.chu.example, dpi-1",
    "ADDRESS, 10.0.0.0/24, dpi-1"
  })
  void aProtectedHostIsRefusedUnderEveryNameAndAddressItHas(
      String kind, String value, String host) {
    asset("dpi-1", "10.0.0.9", false);
    protect(kind, value);
    UUID incident = rempart.victim(host);
    assertThat(rempart.isolate(incident, "ph-" + kind + host).outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(rempart.readable.state).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"root, root@srv-9", "root@srv-9, Root@SRV-9"})
  void aProtectedAccountIsRefused(String value, String account) {
    protect("ACCOUNT", value);
    UUID incident = rempart.victim("srv-9");
    rempart.entity(incident, "ACCOUNT", account, "VICTIM");
    rempart.sign(incident, "login-succeeded");
    assertThat(disable(incident).outcome()).isEqualTo(Outcome.REFUSED);
  }

  @Test
  void oneProtectedTargetDoesNotHoldTheOthersBack() {
    protect("ADDRESS", "198.51.100.60");
    UUID incident = rempart.incident("198.51.100.60");
    rempart.entity(incident, "ADDRESS", "198.51.100.61", "ATTACKER");
    assertThat(rempart.block(incident, "mixed").outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(rempart.firewall.state).containsOnlyKeys("198.51.100.61");
  }

  @Test
  void aRangeThatIsNoneIsRefusedWhenItIsWritten() {
    assertThatThrownBy(() -> protect("ADDRESS", "10.0.0.0/33"))
        .isInstanceOf(DataIntegrityViolationException.class);
  }

  @Test
  void anAccountThatDidNotFallIsNoTarget() {
    UUID incident = rempart.victim("srv-8");
    rempart.entity(incident, "ACCOUNT", "awa", "VICTIM");
    assertThat(disable(incident).outcome()).isEqualTo(Outcome.NO_TARGET);
    rempart.sign(incident, "login-succeeded");
    assertThat(disable(incident).outcome()).isEqualTo(Outcome.DONE);
    assertThat(rempart.readable.state).containsKey("awa@srv-8");
  }

  @Test
  void ourOwnAddressesAreNoAttackers() {
    asset("pc-7", "198.51.100.70", false);
    UUID incident = rempart.incident("198.51.100.70");
    rempart.entity(incident, "ADDRESS", "203.0.113.200", "ATTACKER");
    assertThat(rempart.block(incident, "own").outcome()).isEqualTo(Outcome.NO_TARGET);
  }

  @Test
  void anInternalAddressIsBlockedOnlyAfterAPersonSaidSo() {
    UUID incident = rempart.incident("10.9.9.9");
    Responses.Result asked = rempart.block(incident, "internal");
    assertThat(asked.outcome()).isEqualTo(Outcome.ASK);
    assertThat(asked.groups()).contains("responders");
    assertThat(rempart.firewall.executions).hasValue(0);
    assertThat(rempart.block(incident, "internal").outcome()).isEqualTo(Outcome.ASK);
    decide(incident, asked, "GRANT", ResponseFixture.ANALYST);
    assertThat(rempart.block(incident, "internal").outcome()).isEqualTo(Outcome.DONE);
    assertThat(rempart.firewall.state).containsKey("10.9.9.9");
    assertThat(rempart.timeline(incident))
        .containsSubsequence("approval.asked", "approval.granted", "action.executed");
  }

  @Test
  void aClinicalAssetWaitsForTheClinicalGroupAndNobodyElse() {
    asset("pump-gw", "10.0.5.5", true);
    UUID incident = rempart.victim("pump-gw");
    Responses.Result asked = rempart.isolate(incident, "clinical");
    assertThat(asked.outcome()).isEqualTo(Outcome.ASK);
    assertThat(asked.groups()).containsExactly("clinical", "managers");
    assertThatThrownBy(() -> decide(incident, asked, "GRANT", ResponseFixture.ANALYST))
        .isInstanceOf(InvalidFormException.class);
    assertThat(rempart.isolate(incident, "clinical").outcome()).isEqualTo(Outcome.ASK);
    decide(incident, asked, "GRANT", CLINICIAN);
    assertThat(rempart.isolate(incident, "clinical").outcome()).isEqualTo(Outcome.DONE);
  }

  @Test
  void aPersonsNoEndsIt() {
    UUID incident = rempart.incident("10.9.9.10");
    Responses.Result asked = rempart.block(incident, "no");
    decide(incident, asked, "DENY", ResponseFixture.ANALYST);
    assertThat(rempart.block(incident, "no").outcome()).isEqualTo(Outcome.DENIED);
    assertThat(rempart.state(incident)).isEqualTo("CANCELLED");
    assertThat(rempart.firewall.executions).hasValue(0);
  }

  @Test
  void anApprovalNeedsAReason() {
    UUID incident = rempart.incident("10.9.9.11");
    Responses.Result asked = rempart.block(incident, "reason");
    assertThatThrownBy(
            () -> complete(incident, asked, Map.of("decision", "GRANT"), ResponseFixture.ANALYST))
        .isInstanceOf(InvalidFormException.class);
  }

  @Test
  void anApprovalThatNobodyGaveInTimeLapses() {
    UUID incident = rempart.incident("10.9.9.12");
    Responses.Result asked = rempart.block(incident, "late");
    rempart
        .jdbc
        .sql("update approval set lapses_at = now() where response_id = ?")
        .param(asked.responseId())
        .update();
    decide(incident, asked, "GRANT", ResponseFixture.ANALYST);
    assertThat(rempart.block(incident, "late").outcome()).isEqualTo(Outcome.DENIED);
    assertThat(rempart.firewall.executions).hasValue(0);
    assertThat(rempart.timeline(incident))
        .contains("approval.lapsed")
        .doesNotContain("approval.granted");
  }

  @Test
  void thePolicyIsReadAgainAfterTheApproval() {
    UUID incident = rempart.incident("10.9.9.13");
    Responses.Result asked = rempart.block(incident, "changed");
    decide(incident, asked, "GRANT", ResponseFixture.ANALYST);
    protect("ADDRESS", "10.9.9.13");
    assertThat(rempart.block(incident, "changed").outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(rempart.firewall.executions).hasValue(0);
  }

  @Test
  void theKillSwitchStopsEverythingAlsoWhatWaits() {
    UUID waiting = rempart.incident("198.51.100.80");
    rempart.firewall.next(Fault.AWAY);
    assertThat(rempart.block(waiting, "kill-1").outcome()).isEqualTo(Outcome.WAITING);
    rempart.jdbc.sql("update response_switch set enabled = true where name = 'KILL'").update();
    UUID incident = rempart.incident("198.51.100.81");
    assertThat(rempart.block(incident, "kill-2").outcome()).isEqualTo(Outcome.REFUSED);
    rempart.lookAtWaiting();
    assertThat(rempart.state(waiting)).isEqualTo("REFUSED");
    assertThat(rempart.firewall.executions).hasValue(0);
    assertThat(rule(incident)).isEqualTo("kill-switch");
  }

  @Test
  void theBudgetOfAnHourIsSharedByAllIncidents() {
    for (int i = 0; i < 3; i++) {
      assertThat(rempart.isolate(rempart.victim("ws-" + i), "budget-" + i).outcome())
          .isEqualTo(Outcome.DONE);
    }
    UUID incident = rempart.victim("ws-4");
    Responses.Result asked = rempart.isolate(incident, "budget-4");
    assertThat(asked.outcome()).isEqualTo(Outcome.ASK);
    assertThat(asked.groups()).containsExactly("managers");
    decide(incident, asked, "GRANT", Actor.person("chef", "MANAGER", "127.0.0.1"));
    assertThat(rempart.isolate(incident, "budget-4").outcome()).isEqualTo(Outcome.DONE);
  }

  @Test
  void aDryRunIsJournaledAndReachesNoProduct() {
    UUID incident = rempart.incident("198.51.100.90");
    rempart.jdbc.sql("update incident set dry_run = true where id = ?").param(incident).update();
    assertThat(rempart.block(incident, "dry").outcome()).isEqualTo(Outcome.DONE);
    assertThat(rempart.firewall.executions).hasValue(0);
    assertThat(
            rempart.count(
                "select count(*) from action where incident_id = ? and dry_run", incident))
        .isEqualTo(1);
    assertThat(rempart.containment("198.51.100.90")).isEqualTo("none");
    assertThat(rempart.timeline(incident)).containsExactly("action.dry-run");
  }

  @Test
  void everyRuleHasASentenceInBothLanguages() {
    Sentences sentences = rempart.context.getBean(Sentences.class);
    List<String> rules =
        List.of(
            "kill-switch",
            "protected-target",
            "invalid-target",
            "clinical-asset",
            "own-address",
            "budget");
    assertThat(rules)
        .allSatisfy(
            rule ->
                assertThat(sentences.rule(rule, java.util.Locale.FRENCH))
                    .isNotEqualTo(sentences.rule(rule, java.util.Locale.ENGLISH)));
  }

  private static Responses.Result disable(UUID incident) {
    return rempart.respond(
        incident,
        "disable-" + UUID.randomUUID(),
        Capability.DISABLE_ACCOUNT,
        TargetSet.COMPROMISED_ACCOUNTS);
  }

  private static void decide(UUID incident, Responses.Result asked, String decision, Actor person) {
    complete(
        incident, asked, Map.of("decision", decision, "reason", "spoke with the ward"), person);
  }

  private static void complete(
      UUID incident, Responses.Result asked, Map<String, Object> values, Actor person) {
    rempart
        .context
        .getBean(ApprovalForms.class)
        .completed(
            new TaskCompletion.Completed(
                UUID.randomUUID(),
                incident,
                TaskBoard.Kind.APPROVAL,
                "approval",
                asked.responseId(),
                values,
                person));
  }

  private static void protect(String kind, String value) {
    rempart
        .jdbc
        .sql("insert into protected_target (kind, value, reason) values (?, ?, 'DNS')")
        .params(kind, value)
        .update();
  }

  private static void asset(String host, String address, boolean clinical) {
    rempart
        .jdbc
        .sql(
            "insert into asset (site_id, host, addresses, clinical) values ('default', ?,"
                + " array[?::inet], ?)")
        .params(host, address, clinical)
        .update();
  }

  private static String rule(UUID incident) {
    return rempart
        .jdbc
        .sql("select rule from action where incident_id = ?")
        .param(incident)
        .query(String.class)
        .single();
  }
}
