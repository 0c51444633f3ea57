package org.rempart.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rempart.app.RunningApp;

/** Switches, protected targets and the policy over HTTP, and who may change them. */
class GuardrailApiIT extends RunningApp {

  private static final String NIGHT = "token-of-the-night-watch";

  @BeforeEach
  void nightWatch() throws Exception {
    jdbc.sql(
            "insert into api_token (name, token_sha256, role) values ('watch', ?, 'RESPONDER') on"
                + " conflict do nothing")
        .param(MessageDigest.getInstance("SHA-256").digest(NIGHT.getBytes()))
        .update();
  }

  @Test
  void aResponderMayStopButNotLetGoOn() throws Exception {
    var stop =
        """
        {"name": "KILL", "scope": "SITE", "scopeId": "default", "enabled": true, "reason": "going wrong"}\
        """;
    var stopped = put(NIGHT, stop);
    assertThat(stopped.status()).isEqualTo(200);
    assertThat(stopped.json().path("items").get(0).path("by").asString()).isEqualTo("api:watch");
    assertThat(put(NIGHT, stop.replace("true", "false")).status()).isEqualTo(403);
    assertThat(put(NIGHT, stop.replace("KILL", "DRY_RUN")).status()).isEqualTo(403);
    assertThat(put(TOKEN, stop.replace("true", "false")).json().path("items")).isEmpty();
  }

  @Test
  void aSwitchThatIsNoneIsNamed() throws Exception {
    var wrong =
        put(
            TOKEN,
            "{\"name\": \"KILL\", \"scope\": \"SITE\", \"enabled\": true, \"reason\": \"x\"}");
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.json().path("detail").asString()).contains("scopeId is missing");
    assertThat(
            put(TOKEN, "{\"name\": \"KILL\", \"enabled\": true}").json().path("field").asString())
        .isEqualTo("reason");
  }

  @Test
  void aProtectedTargetIsAddedListedAndTakenOff() throws Exception {
    var path = "/api/v1/guardrails/protected-targets";
    var added =
        post(
            path,
            """
            {"kind": "ADDRESS", "value": "192.0.2.0/28", "category": "PATIENT_RECORD", "reason": "DPI"}\
            """);
    assertThat(added.status()).isEqualTo(201);
    var entry = added.json().path("items").get(0);
    assertThat(entry.path("value").asString()).isEqualTo("192.0.2.0/28");
    var wrong =
        post(
            path,
            "{\"kind\": \"ADDRESS\", \"value\": \"192.0.2.0/99\","
                + " \"category\": \"DNS\", \"reason\": \"x\"}");
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.json().path("detail").asString()).contains("10.0.0.0/24");
    var gone =
        send(
            request(path + "/" + entry.path("id").asString() + "?reason=moved")
                .header("Authorization", "Bearer " + TOKEN)
                .DELETE());
    assertThat(gone.status()).isEqualTo(204);
    assertThat(get(path).json().path("items")).isEmpty();
    assertThat(
            send(request(path)
                    .header("Authorization", "Bearer " + NIGHT)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{}")))
                .status())
        .isEqualTo(403);
  }

  @Test
  void aTableIsDraftedTriedAndPutInForce() throws Exception {
    var packed = Files.readString(Path.of("../workflows/decisions/guardrail-policy.dmn"));
    var faults = dmn(packed.replace("[\"clinical\"]", "\"clinical\""));
    assertThat(faults.status()).isEqualTo(422);
    assertThat(faults.json().path("faults").get(0).asString()).contains("row clinical-asset");
    var drafted = dmn(packed.replace("&gt; 5", "&gt; 8"));
    assertThat(drafted.status()).isEqualTo(201);
    var version = "/api/v1/guardrails/policies/" + drafted.json().path("version").asInt();
    assertThat(post(version + "/publish", "{\"reason\": \"agreed\"}").status()).isEqualTo(409);
    assertThat(post(version + "/trial", "").json().path("decided").isNumber()).isTrue();
    var published = post(version + "/publish", "{\"reason\": \"agreed\"}");
    assertThat(published.json().path("state").asString()).isEqualTo("PUBLISHED");
    assertThat(get(version).json().path("rows").size()).isEqualTo(13);
    assertThat(get(version + "/dmn").text()).contains("&gt; 8");
    assertThat(get("/api/v1/guardrails/policies/9999").status()).isEqualTo(404);
  }

  private Answer dmn(String dmn) throws Exception {
    return send(
        request("/api/v1/guardrails/policies")
            .header("Authorization", "Bearer " + TOKEN)
            .header("Content-Type", "application/xml")
            .POST(BodyPublishers.ofString(dmn)));
  }

  private Answer put(String token, String body) throws Exception {
    return send(
        request("/api/v1/guardrails/switches")
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(body)));
  }
}
