package org.rempart.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rempart.app.Cases;
import org.rempart.app.RunningApp;
import tools.jackson.databind.JsonNode;

class IncidentApiIT extends RunningApp {

  @Test
  void pagesHoldEveryIncidentOnceTheNewestFirst() throws Exception {
    var made = new ArrayList<String>();
    for (var i = 0; i < 5; i++) {
      made.addFirst(new Cases(jdbc).incident("pagination-test " + i, "LOW").toString());
    }

    var seen = new ArrayList<String>();
    String next = "";
    while (next != null) {
      var page = get("/api/v1/incidents?q=pagination-test&limit=2" + next).json();
      page.path("items").forEach(item -> seen.add(item.path("id").asString()));
      next = page.path("next").isNull() ? null : "&cursor=" + page.path("next").asString();
    }

    assertThat(seen).isEqualTo(made);
  }

  @Test
  void aFilterLeavesOutWhatDoesNotMatch() throws Exception {
    var cases = new Cases(jdbc);
    cases.incident("filter-test low", "LOW");
    var high = cases.incident("filter-test high", "HIGH");

    var found = get("/api/v1/incidents?q=FILTER-test&severity=HIGH&status=OPEN&phase=DETECT");

    assertThat(ids(found.json())).containsExactly(high.toString());
  }

  @Test
  void anIncidentIsFoundByWhatItIsAbout() throws Exception {
    var incident = new Cases(jdbc).bruteForce();

    assertThat(ids(get("/api/v1/incidents?q=dpi-01").json())).contains(incident.toString());
  }

  @Test
  void theTimelineSpeaksTheReadersLanguage() throws Exception {
    var path = "/api/v1/incidents/" + new Cases(jdbc).bruteForce() + "/timeline";

    assertThat(texts(get(path + "?lang=fr").json()))
        .containsExactly("Phase : endiguement", "Pris en compte par awa");
    assertThat(texts(get(path + "?lang=en").json()))
        .containsExactly("Phase: contain", "Seen by awa");
    assertThat(texts(send(authorised(path).header("Accept-Language", "fr-SN")).json()))
        .first()
        .isEqualTo("Phase : endiguement");
  }

  @Test
  void actionsCarryTheirNewestProofAndSayWhetherItWasPractice() throws Exception {
    var actions =
        get("/api/v1/incidents/" + new Cases(jdbc).bruteForce() + "/actions").json().path("items");

    assertThat(actions.size()).isEqualTo(3);
    var block = actions.get(0);
    assertThat(block.path("state").asString()).isEqualTo("EXECUTED");
    assertThat(block.path("practice").asBoolean()).isTrue();
    assertThat(block.path("proof").path("result").asString()).isEqualTo("HOLDS");
    assertThat(block.path("proof").path("evidence").asString()).isEqualTo("set contains it");
    assertThat(block.path("containment").path("state").asString()).isEqualTo("IN_FORCE");
  }

  @Test
  void aVerdictIsKeptWithWhoGaveItAndWhy() throws Exception {
    var id = new Cases(jdbc).incident("Verdict", "LOW");

    var answer =
        post(
            "/api/v1/incidents/" + id + "/verdict",
            "{\"verdict\": \"TRUE_POSITIVE\", \"reason\": \"Seen in the log\"}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("verdict").asString()).isEqualTo("TRUE_POSITIVE");
    var audit = get("/api/v1/audit?subjectKind=incident&subjectId=" + id).json().path("items");
    assertThat(audit.get(0).path("actor").path("name").asString()).isEqualTo("api:embedded");
    assertThat(audit.get(0).path("actor").path("address").asString()).isEqualTo("127.0.0.1");
    assertThat(audit.get(0).path("reason").asString()).isEqualTo("Seen in the log");
  }

  @Test
  void theStablePathsStandInTheOpenApiDocument() throws Exception {
    var paths = get("/v3/api-docs").json().path("paths");

    assertThat(paths.propertyNames())
        .contains(
            "/api/v1/incidents",
            "/api/v1/incidents/{id}",
            "/api/v1/incidents/{id}/alerts",
            "/api/v1/incidents/{id}/timeline",
            "/api/v1/incidents/{id}/actions",
            "/api/v1/incidents/{id}/tasks",
            "/api/v1/incidents/{id}/report",
            "/api/v1/incidents/{id}/verdict",
            "/api/v1/tasks",
            "/api/v1/tasks/{id}/complete",
            "/api/v1/actions/{id}/revert",
            "/api/v1/containments",
            "/api/v1/audit");
    var list = paths.path("/api/v1/incidents").path("get").path("parameters");
    assertThat(list.toString()).doesNotContain("caller");
    assertThat(send(request("/v3/api-docs")).status()).isEqualTo(401);
  }

  private HttpRequest.Builder authorised(String path) {
    return request(path).header("Authorization", "Bearer " + TOKEN);
  }

  private static List<String> ids(JsonNode page) {
    return page.path("items").valueStream().map(item -> item.path("id").asString()).toList();
  }

  private static List<String> texts(JsonNode page) {
    return page.path("items").valueStream().map(item -> item.path("text").asString()).toList();
  }
}
