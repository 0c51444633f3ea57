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
}
