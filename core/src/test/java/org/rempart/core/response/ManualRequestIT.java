package org.rempart.core.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rempart.connector.Capability;
import org.rempart.core.incident.OutboxTopic;
import org.rempart.core.response.Responses.Outcome;
import org.rempart.core.response.Responses.Result;
import org.rempart.core.response.Responses.TargetSet;
import org.rempart.core.response.UnusableRequestException.Why;

/** What a person asks for by hand meets what a playbook meets. */
class ManualRequestIT {

  private static final String BLOCK = "network.block-address";

  private static ResponseFixture rempart;
  private static ManualRequests requests;

  @BeforeAll
  static void open() {
    rempart =
        new ResponseFixture(
            Map.of("rempart.guardrails.approval-class[identity.disable-account]", "A4"));
    requests = rempart.context.getBean(ManualRequests.class);
  }

  @AfterAll
  static void close() {
    rempart.close();
  }

  @BeforeEach
  void reset() {
    rempart.firewall.reset();
    rempart.readable.reset();
    rempart.jdbc.sql("delete from guardrail_budget").update();
    rempart.jdbc.sql("delete from asset").update();
  }

  @Test
  void whatAPersonNamesIsDoneAndProvenInTheirName() {
    UUID incident = rempart.incident("203.0.113.7");
    ManualRequest asked = ask(incident, "k1", BLOCK, "198.51.100.7", "2001:DB8::7");
    assertThat(takeUp(asked).outcome()).isEqualTo(Outcome.DONE);
    assertThat(rempart.firewall.state)
        .containsKeys("198.51.100.7", "2001:db8:0:0:0:0:0:7")
        .hasSize(2);
    assertThat(
            rempart
                .jdbc
                .sql("select asked_by_kind || ' ' || asked_by from response where incident_id = ?")
                .param(incident)
                .query(String.class)
                .list())
        .containsExactly("PERSON awa");
    assertThat(rempart.timeline(incident))
        .containsSubsequence("response.asked", "action.executed", "action.proven");
    ManualRequest taken = requests.ofIncident(incident).getFirst();
    assertThat(taken.takenUpAt()).isNotNull();
    assertThat(taken.responseId()).isNotNull();
  }

  @Test
  void theProcessIsToldOnceHoweverOftenTheFormIsSent() {
    UUID incident = rempart.incident();
    ManualRequest first = ask(incident, "same", BLOCK, "198.51.100.8");
    ManualRequest again = ask(incident, "same", BLOCK, "198.51.100.8");
    assertThat(again.id()).isEqualTo(first.id());
    assertThat(told(incident)).isEqualTo(1);
    assertThat(why(incident, "same", BLOCK, "198.51.100.9")).isEqualTo(Why.KEY_REUSED);
    ask(incident, "other", BLOCK, "198.51.100.9");
    assertThat(told(incident)).isEqualTo(2);
  }

  @Test
  void guardrailsHoldForPeopleToo() {
    UUID incident = rempart.incident();
    Result refused = takeUp(ask(incident, "nobody", BLOCK, "255.255.255.255"));
    assertThat(refused.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(rempart.firewall.state).isEmpty();
  }

  @Test
  void whoAskedIsNoneOfTheTwoWhoSayYes() {
    UUID incident = rempart.incident();
    Result asked = takeUp(ask(incident, "four", "identity.disable-account", "fallen"));
    assertThat(asked.outcome()).isEqualTo(Outcome.ASK);
    Approval approval =
        rempart
            .context
            .getBean(ApprovalRows.class)
            .latest(Objects.requireNonNull(asked.responseId()))
            .orElseThrow();
    assertThat(approval.counts(new Approval.Yes("awa", Set.of("responders", "managers"))))
        .isFalse();
    assertThat(approval.counts(new Approval.Yes("moussa", Set.of("responders")))).isTrue();
    assertThat(rempart.readable.state).isEmpty();
  }

  @Test
  void whatTheIncidentHoldsAlreadyIsLeftAlone() {
    UUID incident = rempart.incident("198.51.100.20");
    assertThat(rempart.block(incident, "playbook").outcome()).isEqualTo(Outcome.DONE);
    ManualRequest asked = ask(incident, "again", BLOCK, "198.51.100.20");
    assertThat(takeUp(asked).outcome()).isEqualTo(Outcome.DONE);
    assertThat(rempart.firewall.executions.get()).isEqualTo(1);
    ManualRequest taken = requests.ofIncident(incident).getFirst();
    assertThat(taken.takenUpAt()).isNotNull();
    assertThat(taken.responseId()).isNull();
  }

  @Test
  void whatAPersonDidIsUndoneWithTheIncident() {
    UUID incident = rempart.incident();
    takeUp(ask(incident, "undo", BLOCK, "198.51.100.30"));
    assertThat(rempart.revert(incident)).isEqualTo(1);
    assertThat(rempart.firewall.state).isEmpty();
  }

  @Test
  void theOutlookSaysWhatGuardrailsWouldSayAndSpendsNothing() {
    UUID incident = rempart.incident();
    List<RequestOutlook> outlook =
        requests.outlook(
            incident, BLOCK, List.of("198.51.100.40", "203.0.113.130", "255.255.255.255"));
    assertThat(outlook)
        .extracting(RequestOutlook::verdict)
        .containsExactly("ALLOW", "ASK", "REFUSE");
    assertThat(outlook).extracting(RequestOutlook::connector).containsOnly("fw-a");
    assertThat(rempart.firewall.state).isEmpty();
    assertThat(rempart.jdbc.sql("select count(*) from guardrail_budget").query(Long.class).single())
        .isZero();
  }

  @Test
  void theOutlookKnowsThatAMarkedIncidentStaysInTheHouse() {
    UUID incident = rempart.incident();
    rempart.jdbc.sql("update incident set tlp = 'RED' where id = ?").param(incident).update();
    List<RequestOutlook> outlook =
        requests.outlook(incident, "intel.lookup", List.of("198.51.100.41"));
    assertThat(outlook)
        .singleElement()
        .satisfies(one -> assertThat(one.verdict()).isEqualTo("REFUSE"))
        .satisfies(one -> assertThat(one.rule()).isEqualTo("marking"));
    Result result = takeUp(ask(incident, "red", "intel.lookup", "198.51.100.41"));
    assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
  }

  @Test
  void whatCanBeAskedForIsWhatTheSitesProductsOfferBesideLetters() {
    assertThat(requests.possible(rempart.incident()))
        .extracting(PossibleRequest::capability)
        .containsExactly(
            "endpoint.end-session",
            "endpoint.isolate",
            "endpoint.list-processes",
            "endpoint.quarantine-file",
            "identity.disable-account",
            "identity.revoke-sessions",
            "intel.lookup",
            "intel.report",
            BLOCK);
  }

  @Test
  void whatAProductNeedsToKnowBesideTheTargetIsAskedForAndReachesIt() {
    UUID incident = rempart.incident();
    String file = "C:\\Temp\\evil.exe@poste-12";
    assertThat(requests.possible(incident))
        .filteredOn(one -> one.capability().equals("endpoint.quarantine-file"))
        .flatExtracting(PossibleRequest::needs)
        .containsExactly("sha1");
    assertThat(parameterFault(incident, file, Map.of())).isEqualTo(Why.MISSING);
    assertThat(parameterFault(incident, file, Map.of("sha1", " "))).isEqualTo(Why.MISSING);
    assertThat(parameterFault(incident, file, Map.of("sha1", "ab", "sha2", "cd")))
        .isEqualTo(Why.NOT_NEEDED);

    Result done = takeUp(quarantine(incident, "file", file, Map.of("sha1", " ab12 ")));

    assertThat(done.outcome()).isEqualTo(Outcome.DONE);
    assertThat(rempart.readable.written.getLast().parameters()).containsEntry("sha1", "ab12");
    assertThat(requests.ofIncident(incident).getFirst().parameters()).containsEntry("sha1", "ab12");
    assertThatThrownBy(() -> quarantine(incident, "file", file, Map.of("sha1", "cd34")))
        .isInstanceOfSatisfying(
            UnusableRequestException.class, e -> assertThat(e.why()).isEqualTo(Why.KEY_REUSED));
  }

  private static Why parameterFault(UUID incident, String file, Map<String, String> parameters) {
    var thrown = new java.util.ArrayList<UnusableRequestException>();
    assertThatThrownBy(() -> quarantine(incident, "fault", file, parameters))
        .isInstanceOfSatisfying(UnusableRequestException.class, thrown::add);
    assertThat(thrown.getFirst().field()).startsWith("parameters.sha");
    return thrown.getFirst().why();
  }

  private static ManualRequest quarantine(
      UUID incident, String key, String file, Map<String, String> parameters) {
    return requests.ask(
        incident,
        key,
        "endpoint.quarantine-file",
        List.of(file),
        parameters,
        ResponseFixture.ANALYST,
        "seen elsewhere");
  }

  @Test
  void theIncidentWaitsForWhatWasJustAskedFor() {
    UUID incident = rempart.incident();
    assertThat(rempart.responses.asked(incident)).isFalse();
    ManualRequest asked = ask(incident, "waits", BLOCK, "198.51.100.51");
    assertThat(rempart.responses.asked(incident)).isTrue();
    takeUp(asked);
    assertThat(rempart.responses.asked(incident)).isFalse();
    ask(incident, "missed", BLOCK, "198.51.100.52");
    rempart.jdbc.sql("update manual_request set asked_at = now() - interval '3 minutes'").update();
    assertThat(rempart.responses.asked(incident)).isFalse();
  }

  @Test
  void whatIsAskedForWhileTheIncidentIsClosedIsRefused() throws Exception {
    UUID incident = rempart.incident();
    CompletableFuture<Why> late = new CompletableFuture<>();
    rempart
        .context
        .getBean(Transactions.class)
        .run(
            () -> {
              rempart
                  .jdbc
                  .sql("update incident set status = 'CLOSED', closed_at = now() where id = ?")
                  .param(incident)
                  .update();
              Thread.startVirtualThread(
                  () -> late.complete(why(incident, "late", BLOCK, "198.51.100.53")));
              await()
                  .until(
                      () ->
                          rempart.count(
                                  "select count(*) from pg_stat_activity where wait_event_type ="
                                      + " 'Lock' and query like '%for share'")
                              == 1);
            });
    assertThat(late.get(10, TimeUnit.SECONDS)).isEqualTo(Why.CLOSED);
    assertThat(told(incident)).isZero();
  }

  @Test
  void whatCanNotBeMeantIsToldByItsField() {
    UUID incident = rempart.incident();
    assertThat(why(incident, BLOCK, "not an address")).isEqualTo(Why.BAD_TARGET);
    assertThat(why(incident, BLOCK, " ")).isEqualTo(Why.NO_TARGET);
    assertThat(why(incident, "notify.mail", "a@b.example")).isEqualTo(Why.NOT_OFFERED);
    assertThat(why(incident, "dns.block-domain", "evil.example")).isEqualTo(Why.NOT_OFFERED);
    rempart
        .jdbc
        .sql("update incident set status = 'CLOSED', closed_at = now() where id = ?")
        .param(incident)
        .update();
    assertThat(why(incident, BLOCK, "198.51.100.50")).isEqualTo(Why.CLOSED);
    assertThat(told(incident)).isZero();
  }

  private static Why why(UUID incident, String capability, String target) {
    return why(incident, "k", capability, target);
  }

  private static Why why(UUID incident, String key, String capability, String target) {
    var thrown = new java.util.ArrayList<Why>();
    assertThatThrownBy(() -> ask(incident, key, capability, target))
        .isInstanceOfSatisfying(UnusableRequestException.class, e -> thrown.add(e.why()));
    return thrown.getFirst();
  }

  private static ManualRequest ask(
      UUID incident, String key, String capability, String... targets) {
    return requests.ask(
        incident,
        key,
        capability,
        List.of(targets),
        Map.of(),
        ResponseFixture.ANALYST,
        "seen elsewhere");
  }

  /** What the incident's process does with it. */
  private static Result takeUp(ManualRequest asked) {
    return rempart.responses.respond(
        new Responses.Call(
            asked.incidentId(),
            "call-" + asked.id(),
            new Capability(asked.capability()),
            TargetSet.NAMED,
            ResponseFixture.PLAYBOOK,
            null,
            Map.of(),
            asked.id()));
  }

  private static long told(UUID incident) {
    return rempart
        .jdbc
        .sql("select count(*) from outbox where topic = ? and key = ?")
        .params(OutboxTopic.RESPONSE_ASKED, incident.toString())
        .query(Long.class)
        .single();
  }
}
