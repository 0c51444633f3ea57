package org.rempart.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rempart.app.RunningApp;
import org.rempart.app.Visitor;
import org.rempart.core.audit.Actor;
import org.rempart.core.audit.AuditTrail;
import org.rempart.core.audit.chain.ExportCheck;
import org.rempart.core.audit.chain.ExportLine;
import org.rempart.core.audit.chain.SigningKey;
import org.springframework.beans.factory.annotation.Autowired;

/** The audit and its proof over HTTP, with the application's own role in the database. */
class AuditApiIT extends RunningApp {

  @Autowired private AuditTrail trail;

  @BeforeEach
  void anEntry() {
    trail.record(
        Actor.person("awa", "RESPONDER", "10.0.0.1"), "task.claim", "task", "t", null, null, "why");
  }

  @Test
  void anExportIsCheckedWithTheKeysOfTheApi() throws Exception {
    var export = get("/api/v1/audit/export");
    var keys = SigningKey.publicKeys(get("/api/v1/audit/keys").text());

    assertThat(export.status()).isEqualTo(200);
    assertThat(export.header("Content-Type")).startsWith("application/x-ndjson");
    assertThat(export.header("Content-Disposition")).contains("rempart-audit-1-");
    var result =
        new ExportCheck(keys, List.of(), line -> {})
            .check(new BufferedReader(new StringReader(export.text())));
    assertThat(result.findings()).isEmpty();
    assertThat(result.checkpoints()).isPositive();
    assertThat(result.header().whole()).isTrue();
  }

  @Test
  void aRangeIsExportedAndABoundThatIsNoneIsNamed() throws Exception {
    assertThat(get("/api/v1/audit/export?first=1&last=1").text())
        .contains("\"first\":1,\"last\":1,", "{\"entry\":{\"sequence\":1,")
        .doesNotContain("\"sequence\":2,");
    assertThat(get("/api/v1/audit/export?since=2026-01-01T00:00:00Z").status()).isEqualTo(200);

    var wrong = get("/api/v1/audit/export?since=yesterday");
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.json().path("field").asString()).isEqualTo("since");
  }

  @Test
  void aCheckpointIsSignedOnDemandAndListed() throws Exception {
    var made = post("/api/v1/audit/checkpoints", "");

    assertThat(made.status()).isEqualTo(200);
    var newest =
        ExportLine.read(get("/api/v1/audit/checkpoints").text().lines().toList().getLast());
    assertThat(newest.checkpoint().signature()).isEqualTo(made.json().path("signature").asString());
  }

  @Test
  void valuesAreErasedWithAReason() throws Exception {
    post("/api/v1/audit/checkpoints", "");

    assertThat(post("/api/v1/audit/1/erasure", "{}").status()).isEqualTo(400);
    assertThat(post("/api/v1/audit/1/erasure", "{\"reason\": \"asked for\"}").status())
        .isEqualTo(204);
    assertThat(post("/api/v1/audit/1/erasure", "{\"reason\": \"again\"}").status()).isEqualTo(404);
    assertThat(get("/api/v1/audit?subjectKind=audit&subjectId=1").text())
        .contains("audit.erase", "api:embedded", "asked for");
  }

  @Test
  void managersReadAndDownloadItInTheConsoleAndOthersDoNot() throws Exception {
    var moussa = Visitor.signedIn(port, "moussa");
    var awa = Visitor.signedIn(port, "awa");

    assertThat(moussa.page("/audit").body()).contains("task.claim", "/audit/export", "keys.pem");
    assertThat(moussa.page("/audit/export?since=2026-01-01&until=2126-01-01").body())
        .startsWith("{\"header\":");
    assertThat(moussa.page("/audit/keys.pem").body()).contains("BEGIN PUBLIC KEY");
    assertThat(awa.page("/audit").statusCode()).isEqualTo(403);
    assertThat(awa.page("/audit/export").statusCode()).isEqualTo(403);
    assertThat(awa.page("/system").body()).doesNotContain("href=\"/audit\"");
  }

  @Test
  void theApplicationsRoleCouldNotAlterTheAudit() throws Exception {
    var health = get("/actuator/health").json().path("components").path("audit");

    assertThat(health.path("details").path("role").asString()).isEqualTo("rempart_app");
    assertThat(health.path("details").has("warning")).isFalse();
  }
}
