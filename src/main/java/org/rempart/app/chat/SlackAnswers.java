package org.rempart.app.chat;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells one user in Slack why a press did not count. Nobody else sees it, and nothing hangs on it:
 * one that is lost is lost.
 */
@Component
class SlackAnswers {

  private static final Logger LOG = LoggerFactory.getLogger(SlackAnswers.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final SlackSettings settings;
  private final JsonMapper json;
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  SlackAnswers(SlackSettings settings, JsonMapper json) {
    this.settings = settings;
    this.json = json;
  }

  /** Sends it in the background; not to an address that is not Slack's. */
  void tell(@Nullable String answerTo, String text) {
    if (answerTo == null || !answerTo.startsWith(settings.answersAt())) {
      return;
    }
    Thread.ofVirtual().name("slack-answer").start(() -> send(answerTo, text));
  }

  private void send(String answerTo, String text) {
    // Slack reads <…> as mentions and links.
    String safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    Map<String, Object> body =
        Map.of("response_type", "ephemeral", "replace_original", false, "text", safe);
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(answerTo))
              .timeout(PATIENCE)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(json.writeValueAsString(body)))
              .build();
      http.send(request, BodyHandlers.discarding());
    } catch (IOException | IllegalArgumentException lost) {
      LOG.warn("An answer to a user in Slack could not be sent: {}", lost.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @PreDestroy
  void close() {
    http.shutdownNow();
  }
}
