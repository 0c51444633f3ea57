package org.rempart.app.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rempart.app.RunningApp;

class AlertsApiIT extends RunningApp {

  private static final String PATH = "/api/v1/sources/suricata/alerts";
  private static final String JSON = "application/json";

  private static String alert(String rule) {
    return """
    {"timestamp":"%s","event_type":"alert","src_ip":"203.0.113.7","dest_ip":"10.0.0.5",\
    "alert":{"gid":1,"signature_id":7,"signature":"%s","category":"","severity":3}}\
    """
        .formatted(Instant.now(), rule);
  }

  private Answer post(byte[] body, String... headers) throws Exception {
    HttpRequest.Builder request =
        request(PATH)
            .header("Authorization", "Bearer " + TOKEN)
            .POST(BodyPublishers.ofByteArray(body));
    return send(request.headers(headers));
  }

  private Answer post(String body, String... headers) throws Exception {
    return post(body.getBytes(StandardCharsets.UTF_8), headers);
  }

  private long kept(String rule) {
    return jdbc.sql("select count(*) from alert where rule_name = ?")
        .param(rule)
        .query(Long.class)
        .single();
  }

  @Test
  void anObjectAnArrayLinesAndGzipAreTaken() throws Exception {
    assertThat(post(alert("one"), "Content-Type", JSON).json().path("accepted").asInt())
        .isEqualTo(1);
    assertThat(
            post("[" + alert("one") + ", " + alert("one") + "]", "Content-Type", JSON)
                .json()
                .path("accepted")
                .asInt())
        .isEqualTo(2);
    String lines = alert("one") + "\n" + alert("one") + "\n\n";
    assertThat(post(lines, "Content-Type", "application/x-ndjson").json().path("accepted").asInt())
        .isEqualTo(2);
    Answer packed =
        post(gzip(lines), "Content-Type", "application/x-ndjson", "Content-Encoding", "gzip");

    assertThat(packed.status()).isEqualTo(202);
    assertThat(packed.json().path("accepted").asInt()).isEqualTo(2);
    assertThat(kept("one")).isEqualTo(7);
  }

  @Test
  void aBadItemIsNamedByItsPlaceAndCostsOnlyItself() throws Exception {
    Answer answer =
        post(
            alert("two") + "\n{\"event_type\":\"alert\"}\n{\"event_type\":\"flow\"}\n{oops\n",
            "Content-Type",
            "application/x-ndjson");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().path("received").asInt()).isEqualTo(4);
    assertThat(answer.json().path("accepted").asInt()).isEqualTo(1);
    assertThat(answer.json().path("passedOver").asInt()).isEqualTo(1);
    assertThat(answer.json().at("/rejected/0/index").asInt()).isEqualTo(1);
    assertThat(answer.json().at("/rejected/0/field").asString()).isEqualTo("alert.signature");
    assertThat(answer.json().at("/rejected/1/index").asInt()).isEqualTo(3);
    assertThat(get("/api/v1/rejected?limit=1").json().at("/items/0/field").asString())
        .isEqualTo("record");
  }

  @Test
  void aRepeatUnderTheSameKeyChangesNothing() throws Exception {
    String body = alert("three");
    String key = UUID.randomUUID().toString();
    Answer first = post(body, "Content-Type", JSON, "Idempotency-Key", key);

    assertThat(post(body, "Content-Type", JSON, "Idempotency-Key", key).text())
        .isEqualTo(first.text());
    assertThat(kept("three")).isEqualTo(1);
    assertThat(post(alert("other"), "Content-Type", JSON, "Idempotency-Key", key).status())
        .isEqualTo(422);
  }

  @ParameterizedTest
  @CsvSource({
    "'', application/json, 400",
    "'[{\"event_type\":', application/json, 400",
    "'<xml/>', application/xml, 415",
    "'{}', nonsense, 415"
  })
  void whatIsNoDeliveryIsAProblem(String body, String type, int status) throws Exception {
    Answer answer = post(body, "Content-Type", type);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
  }

  @Test
  void whatIsTooLongOrNotGzipOrOfNoSourceIsAProblem() throws Exception {
    byte[] bomb = gzip(" ".repeat(Body.LONGEST + 1));
    assertThat(post(bomb, "Content-Type", JSON, "Content-Encoding", "gzip").status())
        .isEqualTo(413);
    assertThat(post("{}", "Content-Type", JSON, "Content-Encoding", "gzip").status())
        .isEqualTo(400);
    assertThat(post("{}", "Content-Type", JSON, "Content-Encoding", "br").status()).isEqualTo(415);
    assertThat(post("/api/v1/sources/nobody/alerts", "{}").status()).isEqualTo(404);
    assertThat(send(request(PATH).POST(BodyPublishers.ofString("{}"))).status()).isEqualTo(401);
  }

  @Test
  void aTokenSpeaksForItsSitesOnly() throws Exception {
    assertThat(post(PATH + "?site=elsewhere", alert("four")).status()).isEqualTo(403);
  }

  @Test
  void aRejectedRecordThatIsStillBadSaysWhy() throws Exception {
    post("{\"event_type\":\"alert\",\"alert\":{\"signature\":\"x\"}}", "Content-Type", JSON);
    String id =
        jdbc.sql("select id::text from rejected_alert where field = 'alert.signature_id'")
            .query(String.class)
            .list()
            .getFirst();
    Answer answer = post("/api/v1/rejected/" + id + "/replay", "");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text()).contains("alert.signature_id");
    assertThat(get("/api/v1/rejected/" + id + "/raw").text()).contains("\"signature\":\"x\"");
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }
}
