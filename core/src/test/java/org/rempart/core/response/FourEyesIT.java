package org.rempart.core.response;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rempart.connector.Capability;
import org.rempart.core.audit.Actor;
import org.rempart.core.response.Responses.Outcome;
import org.rempart.core.response.Responses.TargetSet;
import org.rempart.core.task.InvalidFormException;
import org.rempart.core.task.TaskBoard;
import org.rempart.core.task.TaskCompletion;

/** What can't be undone takes two people, and nobody answers for want of an answer. */
class FourEyesIT {

  private static final Actor CHIEF = Actor.person("chef", "MANAGER", "127.0.0.1");
  private static final Actor CLINICIAN = Actor.person("dr-ndiaye", "RESPONDER", "127.0.0.1");
  private static final Actor SECOND = Actor.person("moussa", "RESPONDER", "127.0.0.1");

  private static ResponseFixture rempart;

  @BeforeAll
  static void open() {
    rempart =
        new ResponseFixture(
            Map.of(
                "rempart.guardrails.approval-class[identity.disable-account]", "A4",
                "rempart.guardrails.budget[endpoint.isolate]", "500",
                "rempart.guardrails.escalate-to", "managers",
                "rempart.notify.managers", "rssi@hopital.example"));
    rempart
        .jdbc
        .sql(
            "insert into person (login, display_name, password_hash, role, groups, mail) values"
                + " ('dr-ndiaye', 'Dr Ndiaye', '', 'RESPONDER', '{clinical}',"
                + " 'ndiaye@hopital.example'), ('chef', 'Chef', '', 'MANAGER', '{}',"
                + " 'chef@hopital.example')")
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
    rempart.mail.reset();
    rempart.jdbc.sql("delete from asset").update();
    rempart.jdbc.sql("update approval set told_at = now() where told_at is null").update();
  }

  @Test
  void twoDifferentPeopleMustAgree() {
    UUID incident = fallen("srv-1", "awa-1");
    Responses.Result asked = disable(incident, "two");
    assertThat(asked.outcome()).isEqualTo(Outcome.ASK);
    assertThat(asked.groups()).containsExactly("managers", "responders");
    decide(incident, asked, "GRANT", CHIEF);
    assertThat(disable(incident, "two").outcome()).isEqualTo(Outcome.ASK);
    assertThat(rempart.readable.state).isEmpty();
    assertThatThrownBy(() -> decide(incident, asked, "GRANT", CHIEF))
        .isInstanceOf(InvalidFormException.class)
        .satisfies(
            e ->
                assertThat(((InvalidFormException) e).faults().toString())
                    .contains("somebody else"));
    decide(incident, asked, "GRANT", ResponseFixture.ANALYST);
    assertThat(disable(incident, "two").outcome()).isEqualTo(Outcome.DONE);
    assertThat(rempart.timeline(incident))
        .containsSubsequence("approval.asked", "approval.seconded", "approval.granted");
  }

  @Test
  void twoWithoutTheFirstNamedGroupAreNotEnough() {
    UUID incident = fallen("srv-2", "awa-2");
    Responses.Result asked = disable(incident, "first");
    decide(incident, asked, "GRANT", ResponseFixture.ANALYST);
    decide(incident, asked, "GRANT", SECOND);
    assertThat(disable(incident, "first").outcome()).isEqualTo(Outcome.ASK);
    decide(incident, asked, "GRANT", CHIEF);
    assertThat(disable(incident, "first").outcome()).isEqualTo(Outcome.DONE);
  }

  @Test
  void whoAskedIsNoneOfTheTwo() {
    UUID incident = fallen("srv-3", "awa-3");
    Responses.Call call =
        new Responses.Call(
            incident,
            "own",
            Capability.DISABLE_ACCOUNT,
            TargetSet.COMPROMISED_ACCOUNTS,
            CHIEF,
            null);
    Responses.Result asked = rempart.responses.respond(call);
    assertThatThrownBy(() -> decide(incident, asked, "GRANT", CHIEF))
        .isInstanceOf(InvalidFormException.class)
        .satisfies(
            e ->
                assertThat(((InvalidFormException) e).faults().toString())
                    .contains("asked for the action"));
  }

  @Test
  void oneNoIsEnough() {
    UUID incident = fallen("srv-4", "awa-4");
    Responses.Result asked = disable(incident, "no");
    decide(incident, asked, "GRANT", CHIEF);
    decide(incident, asked, "DENY", ResponseFixture.ANALYST);
    assertThat(disable(incident, "no").outcome()).isEqualTo(Outcome.DENIED);
    assertThat(rempart.readable.state).isEmpty();
  }

  @Test
  void anEmergencyOverrideActsAtOnceAndTellsEverybody() {
    UUID incident = fallen("srv-5", "awa-5");
    Responses.Result asked = disable(incident, "override");
    assertThatThrownBy(() -> override(incident, asked, ResponseFixture.ANALYST))
        .isInstanceOf(InvalidFormException.class);
    override(incident, asked, CHIEF);
    assertThat(disable(incident, "override").outcome()).isEqualTo(Outcome.DONE);
    rempart.context.getBean(Notices.class).look();
    assertThat(rempart.mail.state).containsKeys("garde@hopital.example", "rssi@hopital.example");
    assertThat(rempart.timeline(incident)).contains("approval.overridden");
    assertThat(body(incident)).contains("URGENCE").contains("chef").contains("attack is spreading");
  }

  /** A manager decides while the mail that asks for it is still being sent. */
  @Test
  void anOverrideIsToldHoweverSoonItComes() {
    UUID incident = fallen("srv-25", "awa-25");
    Responses.Result asked = disable(incident, "soon");
    rempart.mail.beforeWrite =
        () -> {
          rempart.mail.beforeWrite = () -> {};
          override(incident, asked, CHIEF);
        };
    Notices notices = rempart.context.getBean(Notices.class);
    notices.look();
    assertThat(rempart.timeline(incident)).contains("approval.overridden");
    notices.look();
    assertThat(rempart.mail.state).containsKeys("garde@hopital.example", "rssi@hopital.example");
  }

  @Test
  void whoSaidYesMaySayNoLater() {
    UUID incident = fallen("srv-6", "awa-6");
    Responses.Result asked = disable(incident, "changed-mind");
    decide(incident, asked, "GRANT", CHIEF);
    decide(incident, asked, "DENY", CHIEF);
    assertThat(disable(incident, "changed-mind").outcome()).isEqualTo(Outcome.DENIED);
    assertThat(rempart.readable.state).isEmpty();
  }

  @Test
  void whoSaidYesMayOverrideWhenTheSecondCannotBeReached() {
    UUID incident = fallen("srv-7", "awa-7");
    Responses.Result asked = disable(incident, "second-away");
    decide(incident, asked, "GRANT", CHIEF);
    override(incident, asked, CHIEF);
    assertThat(disable(incident, "second-away").outcome()).isEqualTo(Outcome.DONE);
    assertThat(rempart.timeline(incident)).contains("approval.overridden");
  }

  @Test
  void aQuestionOfCareCannotBeOverridden() {
    clinical("pump-1");
    UUID incident = rempart.victim("pump-1");
    Responses.Result asked = rempart.isolate(incident, "care-override");
    assertThatThrownBy(() -> override(incident, asked, CHIEF))
        .isInstanceOf(InvalidFormException.class)
        .satisfies(
            e -> assertThat(((InvalidFormException) e).faults().toString()).contains("overridden"));
  }

  @Test
  void theClinicianMustHaveReadWhatDependsOnIt() {
    clinical("pump-2");
    UUID incident = rempart.victim("pump-2");
    Responses.Result asked = rempart.isolate(incident, "seen");
    ApprovalState shown =
        rempart
            .context
            .getBean(ApprovalSearch.class)
            .pending(java.util.Objects.requireNonNull(asked.responseId()))
            .orElseThrow();
    assertThat(shown.care())
        .containsExactly(
            new ApprovalState.Care("pump-2", "", "six infusion pumps", "set the rate by hand"));
    assertThatThrownBy(
            () ->
                complete(
                    incident,
                    asked,
                    Map.of("decision", "GRANT", "reason", "ward agrees"),
                    CLINICIAN))
        .isInstanceOf(InvalidFormException.class)
        .satisfies(
            e -> assertThat(((InvalidFormException) e).faults().toString()).contains("seen"));
    decide(incident, asked, "GRANT", CLINICIAN);
    assertThat(rempart.isolate(incident, "seen").outcome()).isEqualTo(Outcome.DONE);
  }

  @Test
  void noAnswerAsksTheNextAndNeverActs() {
    clinical("pump-3");
    UUID incident = rempart.victim("pump-3");
    Responses.Result asked = rempart.isolate(incident, "late");
    rempart.context.getBean(Notices.class).look();
    assertThat(rempart.mail.state).containsOnlyKeys("ndiaye@hopital.example");
    assertThatThrownBy(() -> decide(incident, asked, "GRANT", CHIEF))
        .isInstanceOf(InvalidFormException.class);
    timePasses(asked);
    rempart.context.getBean(Escalations.class).look();
    assertThat(rempart.isolate(incident, "late").outcome()).isEqualTo(Outcome.ASK);
    assertThat(rempart.readable.state).isEmpty();
    rempart.context.getBean(Notices.class).look();
    assertThat(rempart.mail.state).containsKeys("ndiaye@hopital.example", "chef@hopital.example");
    assertThat(rempart.timeline(incident)).contains("approval.escalated");
    decide(incident, asked, "GRANT", CHIEF);
    assertThat(rempart.isolate(incident, "late").outcome()).isEqualTo(Outcome.DONE);
  }

  @Test
  void whoIsJustAnsweringIsNotEscalatedOver() {
    clinical("pump-5");
    UUID incident = rempart.victim("pump-5");
    UUID response = Objects.requireNonNull(rempart.isolate(incident, "answering").responseId());
    rempart
        .jdbc
        .sql(
            "insert into task (incident_id, kind, form_id, groups, response_id) values (?,"
                + " 'APPROVAL', 'approval', '{clinical}', ?)")
        .params(incident, response)
        .update();
    timePasses(response);
    Escalations escalations = rempart.context.getBean(Escalations.class);

    rempart
        .context
        .getBean(Transactions.class)
        .run(
            () -> {
              rempart
                  .jdbc
                  .sql("select id from task where response_id = ? for update")
                  .param(response)
                  .query(UUID.class)
                  .single();
              CompletableFuture.runAsync(escalations::look).orTimeout(20, SECONDS).join();
              assertThat(rempart.context.getBean(ApprovalRows.class).lockPending(response))
                  .isPresent();
            });
    assertThat(rempart.timeline(incident)).doesNotContain("approval.escalated");
    escalations.look();
    assertThat(rempart.timeline(incident)).contains("approval.escalated");
  }

  @Test
  void meanwhileTheAttackerIsBlockedAtTheFirewall() {
    clinical("pump-4");
    UUID incident = rempart.victim("pump-4");
    rempart.entity(incident, "ADDRESS", "203.0.113.77", "ATTACKER");
    assertThat(rempart.isolate(incident, "meanwhile").outcome()).isEqualTo(Outcome.ASK);
    rempart.context.getBean(Notices.class).look();
    rempart.context.getBean(Notices.class).look();
    assertThat(rempart.firewall.state).containsOnlyKeys("203.0.113.77");
    assertThat(rempart.firewall.executions).hasValue(1);
    assertThat(rempart.readable.state).isEmpty();
  }

  @Test
  void manyAtOnceTakeTwoPeople() {
    UUID incident = rempart.incident();
    for (int i = 0; i < 6; i++) {
      rempart.entity(incident, "HOST", "bulk-" + i, "VICTIM");
    }
    Responses.Result asked = rempart.isolate(incident, "bulk");
    assertThat(asked.outcome()).isEqualTo(Outcome.ASK);
    assertThat(asked.groups()).containsExactly("managers", "responders");
    UUID five = rempart.incident();
    for (int i = 0; i < 5; i++) {
      rempart.entity(five, "HOST", "few-" + i, "VICTIM");
    }
    assertThat(rempart.isolate(five, "few").outcome()).isEqualTo(Outcome.DONE);
  }

  private static UUID fallen(String host, String account) {
    UUID incident = rempart.victim(host);
    rempart.entity(incident, "ACCOUNT", account, "VICTIM");
    rempart.sign(incident, "login-succeeded");
    return incident;
  }

  private static void clinical(String host) {
    rempart
        .jdbc
        .sql(
            "insert into asset (site_id, host, clinical, dependents, downtime) values ('default',"
                + " ?, true, 'six infusion pumps', 'set the rate by hand')")
        .param(host)
        .update();
  }

  private static Responses.Result disable(UUID incident, String callKey) {
    return rempart.respond(
        incident, callKey, Capability.DISABLE_ACCOUNT, TargetSet.COMPROMISED_ACCOUNTS);
  }

  private static void timePasses(Responses.Result asked) {
    timePasses(Objects.requireNonNull(asked.responseId()));
  }

  private static void timePasses(UUID response) {
    rempart
        .jdbc
        .sql("update approval set escalates_at = now() where response_id = ?")
        .param(response)
        .update();
  }

  private static String body(UUID incident) {
    return rempart
        .jdbc
        .sql(
            "select parameters ->> 'body' from action where incident_id = ? and capability ="
                + " 'notify.mail' limit 1")
        .param(incident)
        .query(String.class)
        .single();
  }

  private static void override(UUID incident, Responses.Result asked, Actor person) {
    Map<String, Object> values = new HashMap<>();
    values.put("decision", "GRANT");
    values.put("override", true);
    values.put("reason", "attack is spreading");
    values.put("seen", true);
    complete(incident, asked, values, person);
  }

  private static void decide(UUID incident, Responses.Result asked, String word, Actor person) {
    complete(incident, asked, Map.of("decision", word, "reason", "agreed", "seen", true), person);
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

  @Test
  void everyReasonForRefusingAWordIsSaidInBothLanguages() {
    Sentences sentences = rempart.context.getBean(Sentences.class);
    List.of(VoteRefusedException.Why.values())
        .forEach(
            why ->
                assertThat(sentences.say("vote." + why, java.util.Locale.FRENCH, Map.of()))
                    .isNotEqualTo(
                        sentences.say("vote." + why, java.util.Locale.ENGLISH, Map.of())));
  }
}
