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
import org.rempart.connector.Target;
import org.rempart.connector.TargetKind;
import org.rempart.core.audit.Actor;
import org.rempart.core.guardrail.Guardrails;
import org.rempart.core.guardrail.Policies;
import org.rempart.core.guardrail.PolicyVersion;
import org.rempart.core.guardrail.ProtectedTarget;
import org.rempart.core.guardrail.ProtectedTargets;
import org.rempart.core.guardrail.Protection;
import org.rempart.core.guardrail.Switches;
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

  private static final Actor MANAGER = Actor.person("chef", "MANAGER", "127.0.0.1");

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
    assertThat(asked.groups()).containsExactly("clinical");
    assertThatThrownBy(() -> decide(incident, asked, "GRANT", ResponseFixture.ANALYST))
        .isInstanceOf(InvalidFormException.class)
        .satisfies(
            e -> assertThat(((InvalidFormException) e).faults().toString()).contains("clinical"));
    assertThatThrownBy(() -> decide(incident, asked, "GRANT", MANAGER))
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
  void theKillSwitchStopsWhatIsOnItsWayToTheProduct() {
    UUID incident = rempart.victim("ws-killed");
    rempart.readable.beforeRead = () -> kill(Switches.Scope.ALL, "", true);
    assertThat(rempart.isolate(incident, "in-flight").outcome()).isEqualTo(Outcome.WAITING);
    assertThat(rempart.readable.executions).hasValue(0);
    rempart.lookAtWaiting();
    assertThat(rempart.state(incident)).isEqualTo("REFUSED");
    assertThat(rempart.readable.executions).hasValue(0);
    assertThat(rule(incident)).isEqualTo("kill-switch");
  }

  @ParameterizedTest
  @CsvSource({"SITE, default, REFUSED", "SITE, elsewhere, DONE", "CONNECTOR, fw-a, REFUSED"})
  void theKillSwitchCanBeForAPart(Switches.Scope scope, String id, Outcome outcome) {
    kill(scope, id, true);
    UUID incident = rempart.incident("198.51.100.82");
    assertThat(rempart.block(incident, "part-" + scope + id).outcome()).isEqualTo(outcome);
    rempart.revert(incident);
  }

  @Test
  void theKillSwitchHoldsRevertsBackUntilItIsOff() {
    UUID incident = rempart.incident("198.51.100.83");
    rempart.block(incident, "kill-revert");
    kill(Switches.Scope.CONNECTOR, "fw-a", true);
    rempart.revert(incident);
    assertThat(rempart.firewall.state).containsKey("198.51.100.83");
    assertThat(rempart.containment("198.51.100.83")).isEqualTo("REVERTING");
    kill(Switches.Scope.CONNECTOR, "fw-a", false);
    rempart.lookAtReverts();
    assertThat(rempart.firewall.state).doesNotContainKey("198.51.100.83");
  }

  @Test
  void theKillSwitchHoldsRevertsBackThatAreTakenUpAlready() {
    UUID incident = rempart.victim("ws-late-kill");
    rempart.isolate(incident, "late-kill-1");
    rempart.entity(incident, "ADDRESS", "198.51.100.93", "ATTACKER");
    rempart.block(incident, "late-kill-2");
    rempart.firewall.beforeRevert = () -> kill(Switches.Scope.ALL, "", true);
    rempart.revert(incident);
    assertThat(rempart.firewall.state).isEmpty();
    assertThat(rempart.readable.reverts).hasValue(0);
    assertThat(rempart.containment("ws-late-kill")).isEqualTo("REVERTING");
    kill(Switches.Scope.ALL, "", false);
    rempart.lookAtReverts();
    assertThat(rempart.readable.state).isEmpty();
    assertThat(rempart.containment("ws-late-kill")).isEqualTo("REVERTED");
  }

  @Test
  void everyTurnOfASwitchIsAudited() {
    kill(Switches.Scope.SITE, "default", true);
    kill(Switches.Scope.SITE, "default", true);
    assertThat(rempart.context.getBean(Switches.class).on())
        .singleElement()
        .satisfies(s -> assertThat(s.reason()).isEqualTo("for a test"));
    kill(Switches.Scope.SITE, "default", false);
    assertThat(
            rempart.count(
                "select count(*) from audit_entry where what like 'switch.%' and subject_id = 'KILL"
                    + " SITE default' and id > (select coalesce(max(id), 0) - 2 from audit_entry"
                    + " where what like 'switch.%')"))
        .isEqualTo(2);
    assertThatThrownBy(() -> kill(Switches.Scope.PLAYBOOK, "brute-force-v1", true))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> kill(Switches.Scope.SITE, "", true))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"ALL,''", "SITE,default", "PLAYBOOK,brute-force-v1"})
  void aDryRunCanBeForAPart(Switches.Scope scope, String id) {
    Switches switches = rempart.context.getBean(Switches.class);
    switches.turn(Switches.Name.DRY_RUN, scope, id, true, "exercise", MANAGER);
    UUID incident = rempart.incident("198.51.100.92");
    assertThat(rempart.block(incident, "dry-" + scope).outcome()).isEqualTo(Outcome.DONE);
    assertThat(rempart.firewall.state).isEmpty();
    switches.turn(Switches.Name.DRY_RUN, scope, id, false, "over", MANAGER);
    UUID real = rempart.incident("198.51.100.92");
    assertThat(rempart.block(real, "wet-" + scope).outcome()).isEqualTo(Outcome.DONE);
    assertThat(rempart.firewall.state).containsKey("198.51.100.92");
    rempart.revert(real);
  }

  @Test
  void aProtectedNameIsRefusedUnderEveryAddressItLeadsTo() {
    protect("HOST", "dpi.hopital.example");
    rempart
        .jdbc
        .sql("update protected_target set resolved = '{198.51.100.84,2001:db8::84}'")
        .update();
    for (String address : List.of("198.51.100.84", "2001:db8::84")) {
      UUID incident = rempart.incident(address);
      assertThat(rempart.block(incident, "name-" + address).outcome()).isEqualTo(Outcome.REFUSED);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "NETWORK, 10.0.0.0/8, protected-target",
    "NETWORK, 198.51.100.0/24, protected-target",
    "NETWORK, 10.0.5.0/24, clinical-asset",
    "NETWORK, 10.0.6.0/24, own-address",
    "NETWORK, 203.0.113.0/28, allowed",
    "DOMAIN, hopital.example, protected-target",
    "DOMAIN, evil.example, allowed",
    "FILE, /tmp/x@pump-9, clinical-asset",
    "PROCESS, 7:9@dpi-9.hopital.example, protected-target"
  })
  void whatIsMeantByATargetIsProtectedToo(TargetKind kind, String value, String rule) {
    asset("pump-9", "10.0.5.7", true);
    protect("HOST", "dpi-9.hopital.example");
    protect("ADDRESS", "10.0.0.53");
    rempart
        .jdbc
        .sql("update protected_target set resolved = '{198.51.100.9}' where kind = 'HOST'")
        .update();
    String capability =
        switch (kind) {
          case NETWORK -> "network.block-network";
          case DOMAIN -> "dns.block-domain";
          case FILE -> "endpoint.quarantine-file";
          default -> "endpoint.kill-process";
        };
    Guardrails guardrails = rempart.context.getBean(Guardrails.class);
    assertThat(
            guardrails
                .assess(
                    "default",
                    new Capability(capability),
                    List.of(new Guardrails.Asked(new Target(kind, value), "x")))
                .getFirst()
                .ruling()
                .rule())
        .isEqualTo(rule);
  }

  @Test
  void aNameThatCannotBeLookedUpKeepsItsAddresses() {
    ProtectedTargets targets = rempart.context.getBean(ProtectedTargets.class);
    targets.add(
        null,
        ProtectedTarget.Kind.HOST,
        "no-such-host.invalid",
        Protection.TELEPHONY,
        "SAMU",
        MANAGER);
    rempart.jdbc.sql("update protected_target set resolved = '{198.51.100.85}'").update();
    targets.resolve();
    assertThat(targets.list(List.of("default")))
        .singleElement()
        .satisfies(t -> assertThat(t.addresses()).containsExactly("198.51.100.85"));
    targets.remove(targets.list(List.of()).getFirst().id(), List.of(), "moved", MANAGER);
    assertThat(targets.list(List.of("default"))).isEmpty();
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
    assertThat(rempart.timeline(incident)).contains("guardrail.budget-reached");
    decide(incident, asked, "GRANT", MANAGER);
    assertThat(rempart.isolate(incident, "budget-4").outcome()).isEqualTo(Outcome.DONE);
  }

  /** An action that waits until another incident's is undone looks every moment. */
  @Test
  void whoWaitsForATargetSpendsTheBudgetOnce() {
    UUID first = rempart.victim("ws-shared");
    rempart.isolate(first, "waits-1");
    rempart.responses.revertIncident(first, ResponseFixture.ANALYST, "false positive");
    UUID second = rempart.victim("ws-shared");
    assertThat(rempart.isolate(second, "waits-2").outcome()).isEqualTo(Outcome.WAITING);
    for (int i = 0; i < 5; i++) {
      rempart.lookAtWaiting();
    }
    assertThat(used("endpoint.isolate")).isEqualTo(2);
    rempart.lookAtReverts();
    rempart.lookAtWaiting();
    assertThat(rempart.state(second)).isEqualTo("EXECUTED");
    assertThat(rempart.isolate(rempart.victim("ws-third"), "waits-3").outcome())
        .isEqualTo(Outcome.DONE);
    assertThat(used("endpoint.isolate")).isEqualTo(3);
  }

  /** The budget is asked for before the guardrails have answered. */
  @Test
  void whatIsNotBegunSpendsNothing() {
    UUID incident = rempart.incident("198.51.100.120");
    rempart.entity(incident, "ADDRESS", "198.51.100.121", "ATTACKER");
    protect("ADDRESS", "198.51.100.121");
    rempart.block(incident, "partly");
    assertThat(rempart.containment("198.51.100.120")).startsWith("IN_FORCE");
    assertThat(used("network.block-address")).isEqualTo(1);
    UUID over = rempart.incident("198.51.100.122");
    rempart.jdbc.sql("update incident set verdict = 'BENIGN' where id = ?").param(over).update();
    rempart.block(over, "over");
    assertThat(used("network.block-address")).isEqualTo(1);
  }

  @Test
  void whatIsRefusedLeavesTheBudgetToTheRest() {
    rempart.isolate(rempart.victim("rs-1"), "rest-1");
    rempart.isolate(rempart.victim("rs-2"), "rest-2");
    UUID incident = rempart.victim("rs-3");
    rempart.entity(incident, "HOST", "dpi-8.hopital.example", "VICTIM");
    protect("HOST", "dpi-8.hopital.example");
    rempart.isolate(incident, "rest-3");
    assertThat(rempart.containment("rs-3")).startsWith("IN_FORCE");
    assertThat(used("endpoint.isolate")).isEqualTo(3);
    assertThat(rempart.timeline(incident)).doesNotContain("guardrail.budget-reached");
  }

  private static long used(String capability) {
    return rempart.count("select sum(used) from guardrail_budget where capability = ?", capability);
  }

  @Test
  void theBudgetOfOneSiteIsNotAnothers() {
    rempart.jdbc.sql("insert into site values ('thies', 'Thiès') on conflict do nothing").update();
    for (int i = 0; i < 3; i++) {
      rempart.isolate(rempart.victim("ts-" + i), "site-budget-" + i);
    }
    UUID elsewhere = rempart.incident("198.51.100.99");
    rempart
        .jdbc
        .sql("update incident set site_id = 'thies' where id = ?")
        .param(elsewhere)
        .update();
    assertThat(rempart.block(elsewhere, "site-budget-4").outcome()).isEqualTo(Outcome.DONE);
    assertThat(rempart.count("select count(distinct site_id) from guardrail_budget")).isEqualTo(2);
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
  void everyRowOfThePolicyHasASentenceInBothLanguages() {
    Sentences sentences = rempart.context.getBean(Sentences.class);
    Policies policies = rempart.context.getBean(Policies.class);
    int inForce =
        policies.versions().stream()
            .filter(v -> v.state() == PolicyVersion.State.PUBLISHED)
            .findFirst()
            .orElseThrow()
            .version();
    List<String> rules = new java.util.ArrayList<>(List.of("kill-switch", "invalid-target"));
    rules.add("budget");
    rules.add("undecided");
    policies.table(inForce).rows().stream()
        .filter(row -> !row.cells().contains("\"ALLOW\""))
        .forEach(row -> rules.add(row.id()));
    assertThat(rules).hasSizeGreaterThan(12);
    assertThat(rules)
        .allSatisfy(
            rule ->
                assertThat(sentences.rule(rule, java.util.Locale.FRENCH))
                    .isNotEqualTo(sentences.rule(rule, java.util.Locale.ENGLISH)));
  }

  @Test
  void everyDecisionKeepsVersionRowAndFacts() {
    UUID incident = rempart.incident("198.51.100.91");
    rempart.block(incident, "kept");
    assertThat(
            rempart
                .jdbc
                .sql(
                    "select policy_version || ' ' || policy_rule || ' ' || policy_verdict || ' ' ||"
                        + " (policy_facts ->> 'approvalClass') from action where incident_id = ?")
                .param(incident)
                .query(String.class)
                .single())
        .matches("\\d+ allowed ALLOW A1");
  }

  private static void kill(Switches.Scope scope, String id, boolean on) {
    rempart
        .context
        .getBean(Switches.class)
        .turn(Switches.Name.KILL, scope, id, on, "for a test", MANAGER);
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
        incident,
        asked,
        Map.of("decision", decision, "reason", "spoke with the ward", "seen", true),
        person);
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
