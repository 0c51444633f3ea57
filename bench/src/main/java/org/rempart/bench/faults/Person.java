package org.rempart.bench.faults;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.rempart.bench.stack.Application;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whoever is on duty: approves what is asked, has tried again what did not work, gives verdicts.
 * The application may be away meanwhile.
 */
final class Person implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.shared();

  /** Steps that come only when a machine could not go on alone. */
  private static final Set<String> AGAIN =
      Set.of("failed", "unproven", "refused", "revert-failed", "engine-incident");

  private final Application application;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private int asked;

  Person(Application application) {
    this.application = application;
  }

  /** Whether an incident waits for a word that this person gives. */
  static boolean answers(Set<String> steps) {
    return steps.contains("approval") || steps.stream().anyMatch(AGAIN::contains);
  }

  /** Answers what is open; how often something had to be tried again is counted. */
  void answer() throws InterruptedException {
    try {
      for (JsonNode task : JSON.readTree(sent(request("tasks?limit=200").GET())).path("items")) {
        String form = task.path("formId").asString();
        if (form.equals("approval")) {
          complete(
              task, Map.of("decision", "GRANT", "seen", true, "reason", "agreed with the ward"));
        } else if (AGAIN.contains(form)) {
          complete(task, Map.of("decision", "RETRY", "note", "looked at it"));
          asked++;
        }
      }
    } catch (IOException away) {
      // The application is away, or the task has ended meanwhile: the next look shows.
    }
  }

  /** Says that an incident is none; whether it was heard. */
  boolean falsePositive(String incident) throws InterruptedException {
    try {
      String body =
          JSON.writeValueAsString(Map.of("verdict", "FALSE_POSITIVE", "reason", "fault suite"));
      sent(post("incidents/" + incident + "/verdict", "application/json", body));
      return true;
    } catch (IOException away) {
      return false;
    }
  }

  /** Brings a site's inventory in. */
  void inventory(String site, String csv) throws IOException, InterruptedException {
    sent(post("assets?site=" + site, "text/csv; charset=utf-8", csv));
  }

  /** How often something had to be tried again since the last time this was asked. */
  int askedSince() {
    int since = asked;
    asked = 0;
    return since;
  }

  private void complete(JsonNode task, Map<String, Object> values)
      throws IOException, InterruptedException {
    String body = JSON.writeValueAsString(Map.of("variables", values));
    sent(post("tasks/" + task.path("id").asString() + "/complete", "application/json", body));
  }

  private HttpRequest.Builder post(String path, String type, String body) {
    return request(path)
        .header("Content-Type", type)
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(application.address("/api/v1/" + path))
        .timeout(Duration.ofSeconds(10))
        .header("Authorization", "Bearer " + application.token());
  }

  private String sent(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(answer.statusCode() + ": " + answer.body());
    }
    return answer.body();
  }

  @Override
  public void close() {
    http.close();
  }
}
