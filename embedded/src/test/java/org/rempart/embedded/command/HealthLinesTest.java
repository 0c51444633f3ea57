package org.rempart.embedded.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What {@code rempart doctor} makes of the application's health. */
class HealthLinesTest {

  @Test
  void aPartThatIsUpIsWellUnlessItWarns() throws IOException {
    HealthLines well = of("{\"role\": \"rempart_app\"}");
    assertThat(well.well()).isTrue();
    assertThat(well.lines()).contains("  ok  audit: UP {\"role\":\"rempart_app\"}");

    HealthLines warned = of("{\"role\": \"rempart\", \"warning\": \"could alter the audit\"}");
    assertThat(warned.well()).isFalse();
    assertThat(warned.lines())
        .anyMatch(line -> line.startsWith("  !!  audit") && line.contains("could alter the audit"));
  }

  private static HealthLines of(String details) throws IOException {
    byte[] health =
        """
        {"status": "UP", "components": {"audit": {"status": "UP", "details": %s}}}\
        """
            .formatted(details)
            .getBytes(StandardCharsets.UTF_8);
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/actuator/health",
        exchange -> {
          exchange.sendResponseHeaders(200, health.length);
          exchange.getResponseBody().write(health);
          exchange.close();
        });
    server.start();
    try {
      URI console = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
      return HealthLines.of(new RempartApi(console, "token"));
    } finally {
      server.stop(0);
    }
  }
}
