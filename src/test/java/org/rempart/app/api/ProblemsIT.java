package org.rempart.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rempart.app.Cases;
import org.rempart.app.RunningApp;

class ProblemsIT extends RunningApp {

  private static final String UNKNOWN = "0190b5a2-7c1e-7d3a-9f0e-3b1c5a7d9e11";

  @ParameterizedTest(name = "{0} is answered with {1} and names {2}")
  @CsvSource({
    "/api/v1/incidents/xyz, 400, id",
    "/api/v1/incidents?severity=bad, 400, severity",
    "/api/v1/incidents?limit=0, 400, limit",
    "/api/v1/incidents?limit=many, 400, limit",
    "/api/v1/incidents?cursor=abc, 400, cursor",
    "/api/v1/tasks/1, 400, id",
    "/api/v1/audit?cursor=-, 400, cursor"
  })
  void aBadParameterIsNamed(String path, int status, String field) throws Exception {
    var answer = get(path);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.json().path("field").asString()).isEqualTo(field);
    assertThat(answer.json().path("detail").asString()).startsWith(field + " must be");
  }

  @ParameterizedTest(name = "{0} of something unknown is 404")
  @CsvSource({
    "/api/v1/incidents/ID",
    "/api/v1/incidents/ID/timeline",
    "/api/v1/incidents/ID/alerts",
    "/api/v1/incidents/ID/actions",
    "/api/v1/incidents/ID/tasks",
    "/api/v1/incidents/ID/report",
    "/api/v1/tasks/ID",
    "/api/v1/containments/ID",
    "/api/v1/nothing"
  })
  void whatIsNotThereIs404(String path) throws Exception {
    var answer = get(path.replace("ID", UNKNOWN));

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
  }

  @ParameterizedTest(name = "posting {1} to {0} is {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/v1/incidents/%s/verdict | {             | 400",
        "/api/v1/incidents/%s/verdict | []            | 400",
        "/api/v1/incidents/%s/verdict | {}            | 400",
        "/api/v1/incidents/%s/verdict | {\"verdict\": \"MAYBE\"} | 400",
        "/api/v1/incidents/%s/verdict | {\"verdict\": \"BENIGN\"} | 400",
        "/api/v1/incidents/%s/verdict | {\"verdict\": \"BENIGN\", \"reason\": \" \"} | 400",
        "/api/v1/incidents/%s/verdict | {\"verdict\": \"TRUE_POSITIVE\", \"reason\": \"a\\u0000b\"}"
            + " | 400",
        "/api/v1/incidents/%s/nothing | {}            | 404"
      })
  void aBadBodyIsTheSendersMistake(String path, String body, int status) throws Exception {
    var answer = post(path.formatted(new Cases(jdbc).incident("Test", "LOW")), body);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.json().path("detail").asString()).isNotBlank();
  }

  @Test
  void textThatCantBeKeptIsTheSendersMistake() throws Exception {
    assertThat(get("/api/v1/incidents?q=%00").status()).isEqualTo(400);
  }

  @Test
  void anotherFormatOfTheReportIs406AndSaysWhichThereAre() throws Exception {
    var id = new Cases(jdbc).incident("Test", "LOW");

    var answer = get("/api/v1/incidents/" + id + "/report?format=pdf");

    assertThat(answer.status()).isEqualTo(406);
    assertThat(answer.json().path("detail").asString()).contains("html or json").contains("pdf");
  }
}
