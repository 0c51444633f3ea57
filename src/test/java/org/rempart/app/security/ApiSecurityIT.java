package org.rempart.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rempart.app.Cases;
import org.rempart.app.RunningApp;
import org.springframework.beans.factory.annotation.Autowired;

class ApiSecurityIT extends RunningApp {

  @Autowired private ApiTokens tokens;

  @Test
  void withoutATokenTheApiAnswers401AndSaysWhatToSend() throws Exception {
    var answer = send(request("/api/v1/incidents").GET());

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
    assertThat(answer.json().path("detail").asString()).contains("Authorization: Bearer");
  }

  @Test
  void anUnknownTokenOpensNothing() throws Exception {
    var answer = send(request("/api/v1/incidents").header("Authorization", "Bearer x" + TOKEN));

    assertThat(answer.status()).isEqualTo(401);
  }

  @Test
  void anExpiredTokenOpensNothing() throws Exception {
    tokens.keep("old", "token-that-was", Role.MANAGER, Set.of(), Set.of("default"));
    assertThat(as("token-that-was", "/api/v1/incidents").status()).isEqualTo(200);

    jdbc.sql("update api_token set expires_at = now() where name = 'old'").update();

    assertThat(as("token-that-was", "/api/v1/incidents").status()).isEqualTo(401);
  }

  @Test
  void onlyAHashOfATokenIsKept() {
    var kept = jdbc.sql("select token_sha256::text from api_token").query(String.class).list();

    assertThat(kept).isNotEmpty().noneMatch(hash -> hash.contains(TOKEN));
  }

  @Test
  void aSourceMayPostAlertsAndNothingElse() throws Exception {
    tokens.keep("siem", "token-of-a-siem", Role.SOURCE, Set.of(), Set.of("default"));

    assertThat(as("token-of-a-siem", "/api/v1/incidents").status()).isEqualTo(403);
    assertThat(as("token-of-a-siem", "/actuator/prometheus").status()).isEqualTo(403);
    var posted =
        send(
            request("/api/v1/sources/suricata/alerts")
                .header("Authorization", "Bearer token-of-a-siem")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}")));
    assertThat(posted.status()).isNotIn(401, 403);
  }

  @Test
  void theAuditTrailIsForManagers() throws Exception {
    tokens.keep("night", "token-of-the-night", Role.RESPONDER, Set.of(), Set.of("default"));

    assertThat(as("token-of-the-night", "/api/v1/incidents").status()).isEqualTo(200);
    assertThat(as("token-of-the-night", "/api/v1/audit").status()).isEqualTo(403);
    assertThat(get("/api/v1/audit").status()).isEqualTo(200);
  }

  @Test
  void whoSeesOtherSitesSeesNoIncidentOfThisOne() throws Exception {
    tokens.keep("elsewhere", "token-of-elsewhere", Role.MANAGER, Set.of(), Set.of("thies"));
    var id = new Cases(jdbc).incident("Ici", "LOW");

    assertThat(get("/api/v1/incidents/" + id).status()).isEqualTo(200);
    assertThat(as("token-of-elsewhere", "/api/v1/incidents/" + id).status()).isEqualTo(404);
    assertThat(as("token-of-elsewhere", "/api/v1/incidents").json().path("items").isEmpty())
        .isTrue();
  }

  private Answer as(String token, String path) throws Exception {
    return send(request(path).header("Authorization", "Bearer " + token));
  }
}
