package org.rempart.app.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rempart.app.RunningApp;

class HealthIT extends RunningApp {

  private static final String LOOPBACK_V4 = "0100007F";
  private static final String LISTENING = "0A";

  @Test
  void anybodyMayAskWhetherItLivesAndNobodyLearnsMore() throws Exception {
    var health = send(request("/actuator/health"));

    assertThat(health.status()).isEqualTo(200);
    assertThat(health.text()).doesNotContain("components").doesNotContain("PostgreSQL");
    assertThat(send(request("/actuator/health/liveness")).status()).isEqualTo(200);
    assertThat(send(request("/actuator/health/readiness")).status()).isEqualTo(200);
  }

  @Test
  void whoHasATokenSeesEveryPart() throws Exception {
    var parts = get("/actuator/health").json().path("components");

    assertThat(parts.propertyNames()).contains("db", "engine", "kafka", "connectors", "intake");
    assertThat(parts.path("db").path("status").asString()).isEqualTo("UP");
  }

  @Test
  void theProductsAreAskedOnDemand() throws Exception {
    var asked = post("/api/v1/connectors/check", "");

    assertThat(asked.status()).isEqualTo(200);
    assertThat(asked.json().path("items").isArray()).isTrue();
    assertThat(get("/api/v1/connectors").status()).isEqualTo(200);
  }

  @Test
  void anAbsentEngineDegradesAndDoesNotStopIt() throws Exception {
    var health = get("/actuator/health");

    assertThat(health.status()).isEqualTo(200);
    assertThat(health.json().path("status").asString()).isEqualTo("DEGRADED");
    assertThat(health.json().path("components").path("engine").path("status").asString())
        .isEqualTo("DEGRADED");
  }

  @Test
  void metricsNeedAToken() throws Exception {
    assertThat(send(request("/actuator/prometheus")).status()).isEqualTo(401);
    assertThat(get("/actuator/prometheus").text()).contains("jvm_memory_used_bytes");
  }

  @Test
  void nothingListensOffLoopback() throws Exception {
    var own = ownSockets();
    for (var table : List.of("tcp", "tcp6")) {
      for (var line :
          Files.readAllLines(Path.of("/proc/self/net", table)).stream().skip(1).toList()) {
        var fields = line.strip().split("\\s+");
        if (fields[3].equals(LISTENING) && own.contains("socket:[" + fields[9] + "]")) {
          assertThat(fields[1]).contains(LOOPBACK_V4 + ":");
        }
      }
    }
  }

  @Test
  void theLogHoldsNoSecret() throws Exception {
    get("/api/v1/incidents");
    send(request("/api/v1/incidents").header("Authorization", "Bearer another-secret-3c1f"));

    assertThat(log())
        .contains("Took 2 console logins")
        .doesNotContain(TOKEN)
        .doesNotContain(PASSWORD)
        .doesNotContain("another-secret-3c1f");
  }

  @Test
  void theLogFileIsOneJsonObjectALine() throws Exception {
    var lines = log().lines().toList();

    assertThat(lines).isNotEmpty();
    lines.forEach(line -> assertThat(json.readTree(line).path("@timestamp").isString()).isTrue());
  }

  private static List<String> ownSockets() throws Exception {
    try (var descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return descriptors.map(HealthIT::target).filter(it -> it.startsWith("socket:")).toList();
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }
}
