package org.rempart.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.rempart.app.Cases;
import org.rempart.app.RunningApp;
import org.rempart.app.Visitor;

/** How far an incident may travel, over the API and on its page. */
class MarkingApiIT extends RunningApp {

  @Test
  void aMarkingIsChangedWithAReasonAndStandsInTimelineAuditAndPage() throws Exception {
    var id = new Cases(jdbc).incident("Marquage", "LOW");
    var path = "/api/v1/incidents/" + id + "/marking";
    assertThat(get(path).json().path("tlp").asString()).isEqualTo("AMBER");
    var marked = put(path, "{\"tlp\": \"RED\", \"pap\": \"AMBER\", \"reason\": \"source asked\"}");
    assertThat(marked.status()).isEqualTo(200);
    assertThat(get(path).json().path("tlp").asString()).isEqualTo("RED");
    var timeline = get("/api/v1/incidents/" + id + "/timeline?lang=en").text();
    assertThat(timeline).contains("Marked TLP:RED and PAP:AMBER by api:embedded: source asked");
    var audit = get("/api/v1/audit?subjectKind=incident&subjectId=" + id).json().path("items");
    assertThat(audit.get(0).path("reason").asString()).isEqualTo("source asked");
    assertThat(Visitor.signedIn(port, "awa").page("/incidents/" + id).body())
        .contains("TLP:RED PAP:AMBER");
  }

  @Test
  void theReportIsMarkedAtItsHeadAndItsFoot() throws Exception {
    var incident = "/api/v1/incidents/" + new Cases(jdbc).incident("Marquage", "LOW");
    put(
        incident + "/marking",
        "{\"tlp\": \"AMBER+STRICT\", \"pap\": \"RED\", \"reason\": \"source asked\"}");

    var marking = get(incident + "/report").json().path("marking");
    assertThat(marking.path("tlp").asString()).isEqualTo("AMBER+STRICT");
    assertThat(marking.path("pap").asString()).isEqualTo("RED");
    var page = get(incident + "/report?format=html&lang=fr").text();
    assertThat(page.split("<b class=\"tlp a\">TLP:AMBER\\+STRICT</b>")).hasSize(3);
    assertThat(page.split("<b class=\"tlp\">PAP:RED</b>")).hasSize(3);
  }

  @Test
  void aMarkingThatIsNoneIsNamed() throws Exception {
    var path = "/api/v1/incidents/" + new Cases(jdbc).incident("Marquage", "LOW") + "/marking";
    var wrong = put(path, "{\"tlp\": \"WHITE\", \"pap\": \"AMBER\", \"reason\": \"x\"}");
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.json().path("detail").asString()).contains("CLEAR");
    assertThat(put(path, "{\"tlp\": \"RED\", \"pap\": \"RED\"}").status()).isEqualTo(400);
    assertThat(get(path).json().path("tlp").asString()).isEqualTo("AMBER");
  }

  private Answer put(String path, String body) throws Exception {
    return send(
        request(path)
            .header("Authorization", "Bearer " + TOKEN)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(body)));
  }
}
