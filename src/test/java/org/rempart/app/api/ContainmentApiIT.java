package org.rempart.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rempart.app.RunningApp;
import org.rempart.app.Visitor;

/** The register over HTTP and in the console: ends, drift. */
class ContainmentApiIT extends RunningApp {

  private static final String TARGET = "=192.0.2.200";

  private UUID id;

  @BeforeEach
  void contained() {
    jdbc.sql("update containment set state = 'REVERTED'").update();
    id =
        jdbc.sql(
                """
                with i as (
                  insert into incident (site_id, title, severity, playbook, first_alert_at, last_alert_at)
                  values ('default', 'SSH', 'HIGH', 'brute-force-v1', now(), now()) returning id),
                r as (
                  insert into response (incident_id, call_key, capability, target_set, generation, state, asked_by)
                  select id, gen_random_uuid()::text, 'network.block-address', 'ATTACKER_ADDRESSES', 1, 'SETTLED', 'brute-force-v1' from i
                  returning *),
                a as (
                  insert into action (response_id, incident_id, site_id, action_key, connector, capability, target_kind, target, generation,
                    state, proof_due)
                  select id, incident_id, 'default', call_key, 'fw-gone', capability, 'ADDRESS', :target, 1, 'EXECUTED', true from r
                  returning *),
                c as (
                  insert into containment (site_id, connector, capability, target_kind, target, state, order_key, since, expires_at,
                    last_read_at, last_result, last_evidence)
                  select site_id, connector, capability, target_kind, target, 'IN_FORCE', action_key, now(), now() + interval '1 day',
                    now(), 'HOLDS', 'seen' from a returning id)
                insert into containment_claim (containment_id, action_id) select c.id, a.id from c, a returning containment_id\
                """)
            .param("target", TARGET)
            .query(UUID.class)
            .single();
  }

  @Test
  void anEndIsPutOffWithAReason() throws Exception {
    var path = "/api/v1/containments/" + id;
    var before = java.time.Instant.parse(get(path).json().path("until").asString());
    var longer = post(path + "/extend", "{\"for\": \"PT24H\", \"reason\": \"not over\"}");
    assertThat(longer.status()).isEqualTo(200);
    assertThat(java.time.Instant.parse(longer.json().path("until").asString()))
        .isEqualTo(before.plusSeconds(86_400));
    var until = post(path + "/extend", "{\"until\": \"2099-01-01T00:00:00Z\", \"reason\": \"x\"}");
    assertThat(until.json().path("until").asString()).startsWith("2099-01-01T00:00:00");
    assertThat(post(path + "/extend", "{\"for\": \"PT1H\"}").status()).isEqualTo(400);
    assertThat(post(path + "/extend", "{\"reason\": \"x\"}").status()).isEqualTo(400);
    assertThat(
            post(path + "/extend", "{\"until\": \"2020-01-01T00:00:00Z\", \"reason\": \"x\"}")
                .status())
        .isEqualTo(409);
    assertThat(post("/api/v1/containments/" + new UUID(0, 0) + "/extend", "{}").status())
        .isEqualTo(404);
  }

  @Test
  void whatVanishedIsDrift() throws Exception {
    assertThat(post("/api/v1/containments/reconcile", "").json().path("items")).isEmpty();
    jdbc.sql("update containment set state = 'VANISHED' where id = ?").param(id).update();
    var drift = get("/api/v1/containments/drift").json().path("items");
    assertThat(drift).hasSize(1);
    assertThat(drift.get(0).path("kind").asString()).isEqualTo("VANISHED");
    assertThat(drift.get(0).path("containmentId").asString()).isEqualTo(id.toString());
  }

  @Test
  void theConsoleShowsDriftAndPutsAnEndOff() throws Exception {
    var awa = Visitor.signedIn(port, "awa");
    assertThat(awa.page("/register").body()).contains("Prolonger").contains("Aucun écart");
    assertThat(awa.page("/register/" + id + "/extend").body()).contains("7 jours");
    jdbc.sql("update containment set state = 'VANISHED' where id = ?").param(id).update();
    assertThat(awa.page("/register").body()).contains("disparu");
  }

  @Test
  void aLongListOfDriftIsCutInTheConsoleAndSaysSo() throws Exception {
    jdbc.sql(
            """
            insert into containment (site_id, connector, capability, target_kind, target, state, order_key, since)
            select site_id, connector, capability, target_kind, 'cut-' || n, 'VANISHED', order_key || n, now()
            from containment, generate_series(1, 121) n where id = ?\
            """)
        .param(id)
        .update();
    assertThat(get("/api/v1/containments/drift").json().path("items")).hasSize(121);
    String page = Visitor.signedIn(port, "awa").page("/register").body();
    assertThat(page.split("disparu : quelqu", -1)).hasSize(1 + 100);
    assertThat(page).contains("Et 21 de plus").contains("/api/v1/containments/drift");
  }

  @Test
  void aPersonHoldsItAndLetsGo() throws Exception {
    var path = "/api/v1/containments/" + id;
    assertThat(post(path + "/pin", "{}").status()).isEqualTo(400);
    var pinned = post(path + "/pin", "{\"reason\": \"watched\"}");
    assertThat(pinned.json().path("pin").path("reason").asString()).isEqualTo("watched");
    assertThat(post(path + "/pin", "{\"reason\": \"again\"}").status()).isEqualTo(409);
    var awa = Visitor.signedIn(port, "awa");
    assertThat(awa.page("/register").body()).contains("Ne plus maintenir").contains("watched");
    assertThat(awa.page("/register/" + id + "/pin").body()).contains("Ne plus maintenir");
    assertThat(post(path + "/unpin", "{\"reason\": \"over\"}").json().path("pin").isNull())
        .isTrue();
    assertThat(awa.page("/register/" + id + "/pin").body()).doesNotContain("Ne plus maintenir");
  }

  @Test
  void theRegisterIsAFileThatNoSpreadsheetComputes() throws Exception {
    var csv = get("/api/v1/containments/export?format=csv");
    assertThat(csv.header("Content-Type")).startsWith("text/csv");
    assertThat(csv.header("Content-Disposition")).contains("register.csv");
    var lines = csv.text().lines().toList();
    assertThat(lines.getFirst())
        .isEqualTo(
            "\uFEFFid,site,connector,capability,target_kind,target,state,since,until,proof,proof_at,"
                + "incidents,asked_by,pinned_by,pin_reason,message");
    assertThat(lines).hasSize(2);
    assertThat(lines.getLast()).contains(id.toString(), ",default,fw-gone,", "'" + TARGET);
    assertThat(lines.getLast()).containsPattern("IN_FORCE,\"?\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z");
    var json = get("/api/v1/containments/export?format=json").json();
    assertThat(json.get(0).path("target").asString()).isEqualTo(TARGET);
    assertThat(get("/api/v1/containments/export?format=xls").status()).isEqualTo(400);
    var awa = Visitor.signedIn(port, "awa");
    assertThat(awa.page("/register/export/csv").body()).contains("'" + TARGET);
    assertThat(awa.page("/register/export/xls").statusCode()).isEqualTo(404);
  }

  @Test
  void thePagesSayWhichProductIsWaitedForSinceWhen() throws Exception {
    var awa = Visitor.signedIn(port, "awa");
    assertThat(awa.page("/register").body()).doesNotContain("En attente de fw-gone");
    var incident =
        jdbc.sql(
                "update action set state = 'WAITING', waiting_since = now() where target = ? and id"
                    + " in (select action_id from containment_claim where containment_id = ?)"
                    + " returning incident_id")
            .params(TARGET, id)
            .query(UUID.class)
            .single();
    assertThat(awa.page("/register").body()).contains("En attente de fw-gone (un ordre) depuis");
    assertThat(awa.page("/incidents/" + incident + "/actions").body())
        .contains("En attente de fw-gone (un ordre) depuis");
    jdbc.sql("update action set state = 'CANCELLED' where state = 'WAITING'").update();
  }
}
