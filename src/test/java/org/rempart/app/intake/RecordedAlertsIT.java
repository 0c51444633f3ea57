package org.rempart.app.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rempart.app.RunningApp;
import tools.jackson.databind.JsonNode;

/**
 * Alerts that real products have written, posted one by one: each is accepted with the rule,
 * severity, time and entities that stand in it, passed over, or rejected with a reason that names a
 * field. Such recordings may not be copied into the repository; {@code -Drempart.recorded=DIR}
 * names a folder of yours with the folders {@code suricata}, {@code wazuh} and {@code ocsf}.
 */
@EnabledIfSystemProperty(
    named = RecordedAlertsIT.FOLDER,
    matches = ".+",
    disabledReason = "Skipped: no recorded alerts; -Drempart.recorded=DIR names a folder of them")
class RecordedAlertsIT extends RunningApp {

  static final String FOLDER = "rempart.recorded";

  /** EVE writes no colon in its zone, and some sensors write no zone. */
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .optionalStart()
          .appendPattern("[XXX][XX]")
          .optionalEnd()
          .parseDefaulting(java.time.temporal.ChronoField.OFFSET_SECONDS, 0)
          .toFormatter();

  static Stream<Path> files() throws IOException {
    try (var found = Files.walk(Path.of(System.getProperty(FOLDER)), 2)) {
      return found
          .filter(Files::isRegularFile)
          .filter(file -> Set.of("suricata", "wazuh", "ocsf").contains(source(file)))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void eachRecordIsReadAsItStandsOrRefusedByField(Path file) throws Exception {
    var came = new TreeMap<String, Integer>();
    for (var record : records(file)) {
      var answer = post("/api/v1/sources/" + source(file) + "/alerts", record.toString());
      assertThat(answer.status()).as(answer.text()).isEqualTo(202);
      came.merge(checked(source(file), record, answer.json()), 1, Integer::sum);
    }
    System.out.println(file.getFileName() + " " + came);
    assertThat(came).isNotEmpty();
  }

  private String checked(String source, JsonNode record, JsonNode answer) {
    if (answer.path("passedOver").asInt() == 1) {
      assertThat(record.path("event_type").asString("")).isNotEqualTo("alert");
      return "passed over";
    }
    if (answer.path("repeated").asInt() == 1) {
      return "repeated";
    }
    if (answer.path("accepted").asInt() == 0) {
      var rejected = answer.at("/rejected/0");
      assertThat(rejected.path("field").asString("")).isNotBlank();
      assertThat(rejected.path("reason").asString("")).isNotBlank();
      return "rejected: "
          + rejected.path("field").asString()
          + " "
          + rejected.path("reason").asString();
    }
    var alert = newest();
    switch (source) {
      case "suricata" -> suricata(record, alert);
      case "wazuh" ->
          wazuh(record.path("_source").isObject() ? record.path("_source") : record, alert);
      default -> ocsf(record, alert);
    }
    return "accepted";
  }

  private static void suricata(JsonNode eve, Kept alert) {
    var fired = eve.path("alert");
    assertThat(alert.rule())
        .isEqualTo(fired.path("gid").asInt() + ":" + fired.path("signature_id").asInt());
    assertThat(alert.name()).isEqualTo(fired.path("signature").asString());
    assertThat(alert.severity())
        .isEqualTo(List.of("HIGH", "MEDIUM", "LOW").get(fired.path("severity").asInt() - 1));
    assertThat(alert.at()).isEqualTo(time(eve.path("timestamp").asString()));
    assertThat(alert.values("ATTACKER", "VICTIM"))
        .contains(eve.path("src_ip").asString(), eve.path("dest_ip").asString());
  }

  private static void wazuh(JsonNode wazuh, Kept alert) {
    var level = wazuh.at("/rule/level").asInt();
    assertThat(alert.rule()).isEqualTo(wazuh.at("/rule/id").asString());
    assertThat(alert.name()).isEqualTo(wazuh.at("/rule/description").asString());
    assertThat(alert.severity())
        .isEqualTo(
            level <= 3
                ? "INFORMATIONAL"
                : level <= 6 ? "LOW" : level <= 11 ? "MEDIUM" : level <= 14 ? "HIGH" : "CRITICAL");
    assertThat(alert.at()).isEqualTo(time(wazuh.path("timestamp").asString()));
    assertThat(alert.values("VICTIM")).contains(wazuh.at("/agent/ip").asString());
    assertThat(alert.values("VICTIM"))
        .anyMatch(wazuh.at("/agent/name").asString()::equalsIgnoreCase);
  }

  private static void ocsf(JsonNode finding, Kept alert) {
    assertThat(alert.name()).isEqualTo(finding.at("/finding_info/title").asString());
    assertThat(alert.severity())
        .isEqualTo(
            List.of("INFORMATIONAL", "INFORMATIONAL", "LOW", "MEDIUM", "HIGH", "CRITICAL")
                .get(finding.path("severity_id").asInt()));
    assertThat(alert.at()).isEqualTo(Instant.ofEpochMilli(finding.path("time").asLong()));
    assertThat(alert.values("VICTIM")).isNotEmpty();
  }

  private static Instant time(String text) {
    return OffsetDateTime.from(TIME.parse(text)).toInstant();
  }

  private Kept newest() {
    return jdbc.sql(
            "select rule, rule_name, severity, occurred_at, entities from alert order by"
                + " received_at desc, id desc limit 1")
        .query(
            (row, n) ->
                new Kept(
                    row.getString("rule"),
                    row.getString("rule_name"),
                    row.getString("severity"),
                    row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                    json.readTree(row.getString("entities"))))
        .single();
  }

  /** A file holds an array, an object, an indexer's answer, or an object a line. */
  private List<JsonNode> records(Path file) throws IOException {
    var text = Files.readString(file).strip();
    if (file.toString().endsWith(".jsonl")) {
      return text.lines().map(json::readTree).toList();
    }
    var whole = json.readTree(text);
    var many = whole.isArray() ? whole : whole.at("/hits/hits");
    return many.isArray()
        ? StreamSupport.stream(many.spliterator(), false).toList()
        : List.of(whole);
  }

  private static String source(Path file) {
    return file.getParent().getFileName().toString();
  }

  private record Kept(String rule, String name, String severity, Instant at, JsonNode entities) {

    List<String> values(String... roles) {
      return StreamSupport.stream(entities.spliterator(), false)
          .filter(entity -> Set.of(roles).contains(entity.path("role").asString()))
          .map(entity -> entity.path("value").asString())
          .toList();
    }
  }
}
