package org.rempart.app.chat;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.rempart.connector.SecretRef;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes presses of buttons from Slack. Nobody signs in here: the signature is the proof that it is
 * Slack, and Slack says who pressed.
 */
@Hidden
@RestController
class SlackApi {

  /** Longest callback, in bytes; a message of ours makes one of a few thousand. */
  private static final int LONGEST = 1 << 18;

  private static final Logger LOG = LoggerFactory.getLogger(SlackApi.class);

  private final SlackSettings settings;
  private final Callbacks callbacks;
  private final ChatVotes votes;
  private final SlackAnswers answers;
  private final JsonMapper json;

  SlackApi(
      SlackSettings settings,
      Callbacks callbacks,
      ChatVotes votes,
      SlackAnswers answers,
      JsonMapper json) {
    this.settings = settings;
    this.callbacks = callbacks;
    this.votes = votes;
    this.answers = answers;
    this.json = json;
  }

  /**
   * One callback. 401 when it is not Slack's or not of now; else 200 with nothing, as Slack wants
   * it: why a word does not count is told to its user alone, what came of one that does by the
   * message.
   */
  @PostMapping("/api/v1/chat/slack")
  ResponseEntity<Void> pressed(HttpServletRequest request) throws IOException {
    if (!settings.used()) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND, "Buttons of Slack are not used.");
    }
    // The bytes as they came: parsed and written anew they would have another signature.
    byte[] body = request.getInputStream().readNBytes(LONGEST + 1);
    String signature = request.getHeader("X-Slack-Signature");
    if (body.length > LONGEST || !genuine(request, body, signature)) {
      throw new ResponseStatusException(
          HttpStatus.UNAUTHORIZED, "This was not signed by Slack in the last five minutes.");
    }
    Optional<SlackPress> press = SlackPress.read(body, json);
    if (press.isPresent()) {
      taken(press.get(), signature);
    }
    return ResponseEntity.ok().build();
  }

  private boolean genuine(HttpServletRequest request, byte[] body, String signature) {
    String secret =
        new SecretRef(java.util.Objects.requireNonNull(settings.signingSecret())).read();
    String timestamp = request.getHeader("X-Slack-Request-Timestamp");
    return SlackSignature.genuine(secret, timestamp, body, signature, Instant.now());
  }

  private void taken(SlackPress press, String signature) {
    if (!callbacks.first(signature)) {
      LOG.warn(
          "A callback of Slack came a second time, of user {}; nothing was done", press.user());
      return;
    }
    votes
        .cast(press)
        .ifPresent(
            why -> {
              LOG.info("A press of Slack's user {} does not count: {}", press.user(), why);
              answers.tell(press.answerTo(), why);
            });
  }
}
