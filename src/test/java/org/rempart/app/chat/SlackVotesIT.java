package org.rempart.app.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rempart.app.Cases;
import org.rempart.app.RunningApp;
import org.rempart.connector.Capability;
import org.rempart.core.audit.Actor;
import org.rempart.core.response.Responses;
import org.rempart.core.response.Responses.Outcome;
import org.rempart.core.response.Responses.TargetSet;
import org.rempart.core.task.TaskBoard;
import org.rempart.practice.slack.SlackStandIn;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Approvals by buttons, from the question in the channel to the block at the firewall. */
class SlackVotesIT extends RunningApp {

  private static final SlackRoom SLACK = new SlackRoom();
  private static final AtomicLong JOBS = new AtomicLong(7_000);
  private static final Actor PLAYBOOK = Actor.playbook("brute-force-v1/BlockAddress");
  private static final Actor MOUSSA = Actor.person("moussa", "MANAGER", "127.0.0.1");
  private static final String AWA_THERE = "U0AWA";
  private static final String MOUSSA_THERE = "U0MOUSSA";

  @Autowired private Responses responses;
  @Autowired private TaskBoard board;

  @DynamicPropertySource
  static void slack(DynamicPropertyRegistry settings) {
    Map<String, String> all =
        Map.ofEntries(
            Map.entry("rempart.connectors[0].id", "slack"),
            Map.entry("rempart.connectors[0].type", "slack"),
            Map.entry("rempart.connectors[0].options.url", SLACK.url("/slack")),
            Map.entry("rempart.connectors[0].options.token", SLACK.secret("xoxb-practice-token")),
            Map.entry("rempart.connectors[1].id", "fw"),
            Map.entry("rempart.connectors[1].type", "opnsense"),
            Map.entry("rempart.connectors[1].options.url", SLACK.url("/opnsense")),
            Map.entry("rempart.connectors[1].options.key", SLACK.secret("practice-key")),
            Map.entry("rempart.connectors[1].options.secret", SLACK.secret("practice-secret")),
            Map.entry("rempart.connectors[1].options.alias", "rempart_blocked"),
            Map.entry("rempart.connectors[2].id", "edr"),
            Map.entry("rempart.connectors[2].type", "falcon"),
            Map.entry("rempart.connectors[2].options.url", SLACK.url("/falcon")),
            Map.entry("rempart.connectors[2].options.client-id", "practice-client"),
            Map.entry(
                "rempart.connectors[2].options.client-secret", SLACK.secret("practice-secret")),
            Map.entry("rempart.guardrails.approval-class[network.block-address]", "A4"),
            Map.entry("rempart.notify.chat.channel", SlackStandIn.CHANNEL),
            Map.entry("rempart.notify.chat.buttons", "true"),
            Map.entry("rempart.slack.signing-secret", SLACK.secret(SlackRoom.SECRET)),
            Map.entry("rempart.slack.team", SlackRoom.TEAM),
            Map.entry("rempart.slack.answers-at", SLACK.hooks()),
            Map.entry("rempart.slack.people." + AWA_THERE, "awa"),
            Map.entry("rempart.slack.people." + MOUSSA_THERE, "moussa"),
            Map.entry("rempart.slack.people.U0GONE", "somebody-who-left"));
    all.forEach((name, value) -> settings.add(name, () -> value));
  }

  @AfterAll
  static void close() {
    SLACK.close();
  }

  @BeforeEach
  void nothingWhisperedYet() {
    SLACK.whispered.clear();
  }

  @Test
  void twoPeopleApproveByButtonsAndTheMessageSaysWho() throws Exception {
    var question = ask("203.0.113.10", PLAYBOOK);
    var number = number(question.incident());
    await()
        .untilAsserted(
            () ->
                assertThat(SLACK.message(number))
                    .contains("Votre accord est demandé")
                    .contains("203.0.113.10 (fw)")
                    .contains("Approuver")
                    .contains(question.approval()));

    press(MOUSSA_THERE, question, "GRANT", "Vu avec le réseau");
    assertThat(again(question)).isEqualTo(Outcome.ASK);
    waitsAtTheTask(question);
    await().untilAsserted(() -> assertThat(SLACK.message(number)).contains("Accord de : moussa"));
    press(MOUSSA_THERE, question, "GRANT", "Encore moi");
    await().until(() -> SLACK.whispered.toString().contains("made by you already"));
    assertThat(again(question)).isEqualTo(Outcome.ASK);
    assertThat(SLACK.state("opnsense").path("operations").toString()).doesNotContain("113.10\"");

    press(AWA_THERE, question, "GRANT", "C’est lui");
    assertThat(again(question)).isEqualTo(Outcome.DONE);
    assertThat(SLACK.state("opnsense").path("aliases").toString()).contains("203.0.113.10");
    await()
        .untilAsserted(
            () ->
                assertThat(SLACK.message(number))
                    .contains("Approuvé par awa : C’est lui")
                    .doesNotContain("actions"));
    assertThat(
            jdbc.sql(
                    "select role || ' ' || address from audit_entry where what = 'approval.granted'"
                        + " and subject_id = ?")
                .param(question.approval())
                .query(String.class)
                .single())
        .isEqualTo("RESPONDER slack:" + AWA_THERE);
  }

  @Test
  void aNoInTheConsoleIsToldInTheChannelToo() {
    var question = ask("203.0.113.11", PLAYBOOK);
    var number = number(question.incident());
    await().until(() -> SLACK.message(number).contains("Refuser"));
    board.complete(question.task(), Map.of("decision", "DENY", "reason", "un client"), MOUSSA);
    await()
        .until(
            () ->
                SLACK.message(number).contains("Refusé par moussa : un client")
                    && !SLACK.message(number).contains("Refuser"));
  }

  @Test
  void whatSlackDidNotSignJustNowIsNotRead() throws Exception {
    var question = ask("203.0.113.12", PLAYBOOK);
    var body = SLACK.callback(SlackRoom.TEAM, AWA_THERE, question.approval(), "GRANT", "ok");
    var now = Instant.now().getEpochSecond();
    assertThat(send(body, now, signature("another secret", now, body)).status()).isEqualTo(401);
    assertThat(send(body, now, signature(SlackRoom.SECRET, now, body + "&x=1")).status())
        .isEqualTo(401);
    assertThat(send(body, now, signature(SlackRoom.SECRET, now - 1, body)).status()).isEqualTo(401);
    var old = now - 320;
    assertThat(send(body, old, signature(SlackRoom.SECRET, old, body)).status()).isEqualTo(401);
    assertThat(send(request("/api/v1/chat/slack").POST(BodyPublishers.ofString(body))).status())
        .isEqualTo(401);
    assertThat(votes(question)).isZero();
  }

  @Test
  void aCallbackThatIsSentAgainDoesNothing() throws Exception {
    var question = ask("203.0.113.13", PLAYBOOK);
    jdbc.sql("update task set state = 'WITHDRAWN' where id = ?").param(question.task()).update();
    var body = SLACK.callback(SlackRoom.TEAM, AWA_THERE, question.approval(), "GRANT", "ok");
    var now = Instant.now().getEpochSecond();
    var signature = signature(SlackRoom.SECRET, now, body);
    assertThat(send(body, now, signature).status()).isEqualTo(200);
    await().until(() -> SLACK.whispered.size() == 1);
    waitsAtTheTask(question);
    assertThat(send(body, now, signature).status()).isEqualTo(200);
    assertThat(votes(question)).isZero();
    press(AWA_THERE, question, "GRANT", "ok");
    assertThat(votes(question)).isEqualTo(1);
  }

  @Test
  void whoIsNobodyHereHasNoWord() throws Exception {
    var question = ask("203.0.113.14", PLAYBOOK);
    press("U0STRANGER", question, "GRANT", "laissez-moi faire");
    press("U0GONE", question, "GRANT", "je suis parti");
    var body = SLACK.callback("T0ELSEWHERE", AWA_THERE, question.approval(), "GRANT", "ok");
    var now = Instant.now().getEpochSecond();
    assertThat(send(body, now, signature(SlackRoom.SECRET, now, body)).status()).isEqualTo(200);
    await().until(() -> SLACK.whispered.size() == 3);
    assertThat(SLACK.whispered).allMatch(it -> it.contains("n’est celui de personne"));
    assertThat(votes(question)).isZero();
  }

  @Test
  void whoAskedIsNoneOfTheTwo() throws Exception {
    var question = ask("203.0.113.15", MOUSSA);
    press(MOUSSA_THERE, question, "GRANT", "it was me");
    await().until(() -> SLACK.whispered.toString().contains("person who asked for the action"));
    assertThat(votes(question)).isZero();
  }

  @Test
  void aWordWithoutAReasonIsAskedForOne() throws Exception {
    var question = ask("203.0.113.16", PLAYBOOK);
    press(AWA_THERE, question, "GRANT", "  ");
    await().until(() -> SLACK.whispered.toString().contains("Dites pourquoi"));
    assertThat(votes(question)).isZero();
  }

  @Test
  void aTaskOfAnotherGroupIsNotTheirs() throws Exception {
    var question = ask("203.0.113.18", PLAYBOOK);
    jdbc.sql("update task set groups = '{managers}' where id = ?").param(question.task()).update();
    press(AWA_THERE, question, "GRANT", "ok");
    await().until(() -> SLACK.whispered.toString().contains("autre groupe : managers"));
    assertThat(votes(question)).isZero();
  }

  @Test
  void whatCareDependsOnIsDecidedInTheConsole() throws Exception {
    jdbc.sql(
            "insert into asset (site_id, host, clinical, dependents, downtime) values ('default',"
                + " 'serveur-labo', true, 'the laboratory', 'on paper')")
        .update();
    var incident = new Cases(jdbc).incident("Rançongiciel", "HIGH");
    entity(incident, "HOST", "serveur-labo", "VICTIM");
    var question =
        asked(incident, Capability.ISOLATE_HOST, TargetSet.VICTIM_HOSTS, PLAYBOOK, "isolate");
    var number = number(incident);
    await().until(() -> SLACK.message(number).contains("décider dans la console"));
    assertThat(SLACK.message(number)).doesNotContain("Approuver").contains("/incidents/");
    jdbc.sql("update person set groups = '{clinical}' where login = 'awa'").update();
    press(AWA_THERE, question, "GRANT", "ok");
    await().until(() -> SLACK.whispered.toString().contains("dans la console"));
    assertThat(votes(question)).isZero();
  }

  private Question ask(String attacker, Actor actor) {
    var incident = new Cases(jdbc).incident("Force brute <!channel>", "HIGH");
    entity(incident, "ADDRESS", attacker, "ATTACKER");
    return asked(incident, Capability.BLOCK_ADDRESS, TargetSet.ATTACKER_ADDRESSES, actor, attacker);
  }

  private Question asked(
      UUID incident, Capability capability, TargetSet set, Actor actor, String key) {
    var call = new Responses.Call(incident, key, capability, set, actor, null);
    var result = responses.respond(call);
    assertThat(result.outcome()).isEqualTo(Outcome.ASK);
    var approval =
        jdbc.sql("select id from approval where response_id = ?")
            .param(result.responseId())
            .query(UUID.class)
            .single();
    var task = waitsAtTheTask(incident, result.responseId(), result.groups());
    return new Question(incident, call, result.responseId(), approval.toString(), task);
  }

  private void waitsAtTheTask(Question question) {
    waitsAtTheTask(question.incident(), question.response(), List.of("managers", "responders"));
  }

  /** What the workflow does when a response comes back with ASK. */
  private UUID waitsAtTheTask(UUID incident, UUID response, List<String> groups) {
    return board.seen(
        new TaskBoard.Step(
            incident,
            JOBS.incrementAndGet(),
            TaskBoard.Kind.APPROVAL,
            "respond",
            "ApproveAction",
            "approval",
            Map.of(),
            List.of(),
            response,
            groups,
            null));
  }

  private Outcome again(Question question) {
    return responses.respond(question.call()).outcome();
  }

  private void press(String user, Question question, String decision, String reason)
      throws Exception {
    var body = SLACK.callback(SlackRoom.TEAM, user, question.approval(), decision, reason);
    var now = Instant.now().getEpochSecond();
    assertThat(send(body, now, signature(SlackRoom.SECRET, now, body)).status()).isEqualTo(200);
  }

  private Answer send(String body, long time, String signature) throws Exception {
    return send(
        request("/api/v1/chat/slack")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("X-Slack-Request-Timestamp", String.valueOf(time))
            .header("X-Slack-Signature", signature)
            .POST(BodyPublishers.ofString(body)));
  }

  private static String signature(String secret, long time, String body) {
    return SlackSignature.of(secret, String.valueOf(time), body.getBytes(StandardCharsets.UTF_8));
  }

  private long votes(Question question) {
    return jdbc.sql("select count(*) from approval_vote where approval_id = ?::uuid")
        .param(question.approval())
        .query(Long.class)
        .single();
  }

  private String number(UUID incident) {
    var number = jdbc.sql("select number from incident where id = ?").param(incident);
    return "INC-" + number.query(Long.class).single() + " ";
  }

  private void entity(UUID incident, String kind, String value, String role) {
    jdbc.sql(
            "insert into incident_entity (incident_id, kind, value, site_scope, role, first_seen,"
                + " last_seen) values (?, ?, ?, '', ?, now(), now())")
        .params(incident, kind, value, role)
        .update();
  }

  private record Question(
      UUID incident, Responses.Call call, UUID response, String approval, UUID task) {}
}
