package org.rempart.app.chat;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.SecretRef;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose hand presses Slack's buttons.
 *
 * @param signingSecret reference to the app's signing secret, {@code env:NAME} or {@code
 *     file:/path}; {@code null} when buttons are not used
 * @param team id of the workspace; presses of another are refused
 * @param people logins by the ids of Slack's users; who is not here has no word
 * @param answersAt what the addresses of private answers begin with; to others none is sent
 */
@ConfigurationProperties("rempart.slack")
record SlackSettings(
    @Nullable String signingSecret,
    @DefaultValue("") String team,
    @Nullable Map<String, String> people,
    @DefaultValue("https://hooks.slack.com/") String answersAt) {

  SlackSettings {
    people = people == null ? Map.of() : Map.copyOf(people);
    if (signingSecret != null) {
      new SecretRef(signingSecret);
      if (team.isBlank()) {
        throw new IllegalArgumentException("rempart.slack.team must be the id of the workspace");
      }
    }
  }

  /** Whether buttons are taken at all. */
  boolean used() {
    return signingSecret != null;
  }
}
