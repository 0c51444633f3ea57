package org.rempart.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.rempart.app.Cases;
import org.rempart.app.RunningApp;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ReportIT extends RunningApp {

  private static final Pattern FIGURE = Pattern.compile("<b>(\\d+)</b>");
  private static final Pattern DURATION =
      Pattern.compile("<td class=\"number\">(\\d[^<]*)</td>\\s*<td class=\"soft\">");

  @Test
  void theFiguresAreThoseOfTheRecord() throws Exception {
    var report = json(new Cases(jdbc).bruteForce(), "en");

    var figures = report.path("figures");
    assertThat(figures.path("alerts").asInt()).isEqualTo(41);
    assertThat(figures.path("observables").asInt()).isEqualTo(2);
    assertThat(figures.path("actions").asInt()).isEqualTo(3);
    assertThat(figures.path("executed").asInt()).isEqualTo(2);
    assertThat(figures.path("proven").asInt()).isEqualTo(2);
    assertThat(figures.path("refused").asInt()).isEqualTo(1);
    assertThat(figures.path("approvalsGranted").asInt()).isEqualTo(1);
    assertThat(figures.path("stillContained").asInt()).isEqualTo(1);
    assertThat(figures.path("undone").asInt()).isEqualTo(1);
    assertThat(figures.path("people").asInt()).isEqualTo(1);
    assertThat(report.path("stillContained").get(0).path("target").asString())
        .isEqualTo("203.0.113.66");
    var improvements = report.path("reviews").get(0).path("improvements");
    assertThat(improvements.get(0).path("who").asString()).isEqualTo("Réseau");
    assertThat(improvements.get(1).path("what").asString()).isEqualTo("Former");
    assertThat(report.path("techniques").toString())
        .contains("Password Guessing")
        .contains("\"T9999\"");
    assertThat(report.path("people").get(0).path("displayName").asString()).isEqualTo("Awa Diop");
  }

  @Test
  void theInventorySaysWhoIsBehindAnObservableAndWhetherCareDependsOnIt() throws Exception {
    var incident = new Cases(jdbc).bruteForce();
    jdbc.sql(
            """
            insert into incident_entity (incident_id, kind, value, site_scope, role, first_seen, last_seen, alert_count)
            values (?, 'ADDRESS', '10.77.0.4', '', 'VICTIM', now(), now(), 1)\
            """)
        .param(incident)
        .update();
    jdbc.sql(
            """
            insert into asset (site_id, host, addresses, clinical) values ('default', 'scanner-77', '{10.77.0.4}', true)
            on conflict do nothing\
            """)
        .update();

    var observables = json(incident, "en").path("observables");

    var victim =
        observables.valueStream().filter(o -> o.path("value").asString().equals("10.77.0.4"));
    assertThat(victim)
        .singleElement()
        .satisfies(o -> assertThat(o.path("host").asString()).isEqualTo("scanner-77"))
        .satisfies(o -> assertThat(o.path("clinical").asBoolean()).isTrue());
    assertThat(observables.get(0).path("host").isNull()).isTrue();
    assertThat(html(incident, "fr").text()).contains("scanner-77").contains("clinique");
  }

  @Test
  void theTimesAreMeasuredAsTheirDefinitionsSay() throws Exception {
    var times = json(new Cases(jdbc).bruteForce(), "en").path("times");

    assertThat(millis(times, "acknowledge-playbook")).isEqualTo(250);
    assertThat(millis(times, "acknowledge-person")).isEqualTo(90_000);
    assertThat(millis(times, "first-containment")).isEqualTo(90_000);
    assertThat(millis(times, "contain")).isEqualTo(300_000);
    assertThat(millis(times, "recover")).isEqualTo(7_200_000);
    assertThat(time(times, "close").path("millis").isNull()).isTrue();
    times.forEach(time -> assertThat(time.path("definition").asString()).startsWith("from the "));
  }

  @Test
  void bothLanguagesSayTheSameFigures() throws Exception {
    var incident = new Cases(jdbc).bruteForce();

    var french = json(incident, "fr");
    var english = json(incident, "en");

    assertThat(french.path("times").get(0).path("label").asString())
        .isEqualTo("Prise en compte par la procédure");
    assertThat(withoutWords(french)).isEqualTo(withoutWords(english));
    assertThat(found(FIGURE, html(incident, "fr").text()))
        .hasSize(12)
        .isEqualTo(found(FIGURE, html(incident, "en").text()));
    assertThat(found(DURATION, html(incident, "fr").text()))
        .containsExactly("250 ms", "1 min 30 s", "1 min 30 s", "5 min 00 s", "2 h 00 min")
        .isEqualTo(found(DURATION, html(incident, "en").text()));
  }

  @Test
  void thePageSaysTheFiguresOfTheJson() throws Exception {
    var incident = new Cases(jdbc).bruteForce();

    var inJson = new ArrayList<String>();
    json(incident, "fr").path("figures").forEach(figure -> inJson.add(figure.asString()));

    assertThat(found(FIGURE, html(incident, "fr").text())).isEqualTo(inJson);
  }

  @Test
  void thePageRunsNothingAndLoadsNothing() throws Exception {
    var page = html(new Cases(jdbc).bruteForce(), "fr");

    assertThat(page.header("Content-Security-Policy"))
        .startsWith("default-src 'none'; style-src 'sha256-");
    assertThat(page.text())
        .doesNotContain("<script")
        .doesNotContain("src=")
        .contains("Accord &lt;b&gt;donné&lt;/b&gt;")
        .contains("203[.]0[.]113[.]66")
        .contains("lang=\"fr\"")
        .contains("The MITRE Corporation")
        .doesNotContain("??");
  }

  @Test
  void anEmptyIncidentHasAReportToo() throws Exception {
    var incident = new Cases(jdbc).incident("Rien", "LOW");

    assertThat(json(incident, "fr").path("draft").asBoolean()).isTrue();
    assertThat(html(incident, "fr").text()).contains("Brouillon").doesNotContain("??");
    assertThat(html(incident, "en").text()).contains("Draft").doesNotContain("??");
  }

  @Test
  void theTimelineSaysOnceThatTheFinalReportIsThere() throws Exception {
    var incident = new Cases(jdbc).incident("Clos", "LOW");
    jdbc.sql("update incident set status = 'CLOSED', closed_at = now() where id = ?")
        .param(incident)
        .update();

    Thread.sleep(3_500);

    assertThat(notices(incident)).isEqualTo(1);
    assertThat(json(incident, "en").path("draft").asBoolean()).isFalse();
  }

  private long notices(UUID incident) {
    return jdbc.sql(
            "select count(*) from timeline_entry where incident_id = ? and kind = 'report.made'")
        .param(incident)
        .query(Long.class)
        .single();
  }

  private JsonNode json(UUID incident, String language) throws Exception {
    var answer = get("/api/v1/incidents/" + incident + "/report?format=json&lang=" + language);
    assertThat(answer.status()).isEqualTo(200);
    return answer.json();
  }

  private Answer html(UUID incident, String language) throws Exception {
    var answer = get("/api/v1/incidents/" + incident + "/report?format=html&lang=" + language);
    assertThat(answer.status()).isEqualTo(200);
    return answer;
  }

  private static JsonNode withoutWords(JsonNode report) {
    var plain = (ObjectNode) report.deepCopy();
    plain.remove(List.of("language", "madeAt"));
    ((ObjectNode) plain.path("drawing")).remove("title");
    plain.path("times").forEach(time -> ((ObjectNode) time).remove(List.of("label", "definition")));
    plain.path("timeline").forEach(entry -> ((ObjectNode) entry).remove("text"));
    return plain;
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1)).toList();
  }

  private static JsonNode time(JsonNode times, String key) {
    return times
        .valueStream()
        .filter(time -> time.path("key").asString().equals(key))
        .findFirst()
        .orElseThrow();
  }

  private static long millis(JsonNode times, String key) {
    return time(times, key).path("millis").asLong();
  }
}
