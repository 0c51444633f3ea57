package org.rempart.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.rempart.app.RunningApp;

class AssetApiIT extends RunningApp {

  @Test
  void anInventoryIsTakenOverAndListed() throws Exception {
    var answer = send("host,addresses,clinical\npacs-01,10.1.0.5,true\n");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("added").asInt()).isEqualTo(1);
    var listed = get("/api/v1/assets").json().path("items");
    assertThat(listed.toString()).contains("pacs-01").contains("10.1.0.5");
  }

  @Test
  void everyFaultOfAnInventoryIsNamedWithItsLineAndNothingIsTaken() throws Exception {
    var answer = send("host,addresses\nok-01,10.1.0.6\nbad-01,10.1.0.999\n");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().path("faults").get(0).path("line").asInt()).isEqualTo(3);
    assertThat(get("/api/v1/assets").text()).doesNotContain("ok-01");
  }

  @Test
  void anEmptyBodyAndAnotherTypeAreTheSendersMistake() throws Exception {
    assertThat(send("").status()).isEqualTo(400);
    assertThat(post("/api/v1/assets", "{}").status()).isEqualTo(415);
  }

  private Answer send(String csv) throws Exception {
    return send(
        request("/api/v1/assets")
            .header("Authorization", "Bearer " + TOKEN)
            .header("Content-Type", "text/csv")
            .POST(BodyPublishers.ofString(csv)));
  }
}
