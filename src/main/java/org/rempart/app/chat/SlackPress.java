package org.rempart.app.chat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A button that somebody pressed: what of Slack's {@code block_actions} payload matters here.
 *
 * @param team id of the workspace
 * @param user id of the user who pressed
 * @param approvalId the approval that the button is of
 * @param decision GRANT or DENY
 * @param reason what stands in the field beside; may be blank
 * @param answerTo where a private answer to the user may be sent, or {@code null}
 */
record SlackPress(
    String team,
    String user,
    UUID approvalId,
    String decision,
    String reason,
    @Nullable String answerTo) {

  private static final String FIELD = "payload=";

  /** Reads a callback's body; empty when it is no press of a button of ours. */
  static Optional<SlackPress> read(byte[] body, JsonMapper json) {
    String form = new String(body, StandardCharsets.UTF_8);
    if (!form.startsWith(FIELD)) {
      return Optional.empty();
    }
    try {
      String text = URLDecoder.decode(form.substring(FIELD.length()), StandardCharsets.UTF_8);
      return of(json.readTree(text));
    } catch (JacksonException | IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  private static Optional<SlackPress> of(JsonNode payload) {
    JsonNode pressed = payload.path("actions").path(0);
    String decision = pressed.path("action_id").asString("");
    boolean ours =
        payload.path("type").asString("").equals("block_actions")
            && pressed.path("block_id").asString("").equals("vote")
            && (decision.equals("GRANT") || decision.equals("DENY"));
    if (!ours) {
      return Optional.empty();
    }
    JsonNode reason = payload.path("state").path("values").path("reason").path("reason");
    return Optional.of(
        new SlackPress(
            payload.path("team").path("id").asString(""),
            payload.path("user").path("id").asString(""),
            UUID.fromString(pressed.path("value").asString("")),
            decision,
            reason.path("value").asString("").strip(),
            payload.path("response_url").asString(null)));
  }
}
