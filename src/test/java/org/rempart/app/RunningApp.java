package org.rempart.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rempart.embedded.TestStack;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole application on a real PostgreSQL, once for all tests that extend this, with a role that
 * owns nothing there. Engine and Kafka are away, which it must bear.
 */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "logging.file.name=" + RunningApp.LOG,
      "spring.kafka.bootstrap-servers=127.0.0.1:1",
      "rempart.engine.grpc-address=http://127.0.0.1:1"
    })
public abstract class RunningApp {

  /** The API token of the credentials file. */
  protected static final String TOKEN = "token-of-the-tests-5f2c8a9d1e7b";

  /** The password of every console login of the credentials file. */
  protected static final String PASSWORD = "a password of the tests, 7Qz";

  /** Known before the context is made: logging starts first. */
  static final String LOG = "target/logs/rempart.log";

  @Autowired protected JdbcClient jdbc;
  @Autowired protected JsonMapper json;
  @LocalServerPort protected int port;

  private final HttpClient http = HttpClient.newHttpClient();

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry settings) {
    var database = TestStack.postgres().createDatabase();
    settings.add("spring.flyway.url", () -> database);
    settings.add("spring.datasource.url", () -> TestStack.postgres().asApplication(database));
    settings.add("rempart.credentials-file", () -> credentials().toString());
  }

  /** What the application has written to its log. */
  protected static String log() throws IOException {
    return Files.readString(Path.of(LOG));
  }

  /** A request of the API with the token of the credentials file. */
  protected Answer get(String path) throws Exception {
    return send(request(path).header("Authorization", "Bearer " + TOKEN).GET());
  }

  /** Posts JSON with the token of the credentials file. */
  protected Answer post(String path, String body) throws Exception {
    return send(
        request(path)
            .header("Authorization", "Bearer " + TOKEN)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  /** A request to be completed. */
  protected HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  /** Sends a request as it is. */
  protected Answer send(HttpRequest.Builder request) throws Exception {
    return new Answer(http.send(request.build(), BodyHandlers.ofString()), json);
  }

  /** What came back. */
  public record Answer(HttpResponse<String> response, JsonMapper mapper) {

    /** HTTP status. */
    public int status() {
      return response.statusCode();
    }

    /** The body. */
    public String text() {
      return response.body();
    }

    /** The body, read as JSON. */
    public JsonNode json() {
      return mapper.readTree(response.body());
    }

    /** A header; empty when it is not there. */
    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  /** A credentials file with the logins and the token of the tests. */
  static Path credentials() {
    var file = temporary("credentials", ".json");
    try {
      return Files.writeString(
          file,
          """
          {"console": [
            {"login": "awa", "password": "%s", "role": "RESPONDER", "displayName": "Awa Diop", "locale": "fr"},
            {"login": "moussa", "password": "%s", "role": "MANAGER", "displayName": "Moussa Ndiaye", "locale": "en"}],
           "apiToken": "%s"}
          """
              .formatted(PASSWORD, PASSWORD, TOKEN));
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }

  private static Path temporary(String name, String suffix) {
    try {
      var file = Files.createTempFile(name, suffix);
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }
}
