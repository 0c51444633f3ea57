package org.rempart.app.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** With the example that Slack's documentation computes. */
class SlackSignatureTest {

  private static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
  private static final String TIME = "1531420618";
  private static final Instant NOW = Instant.ofEpochSecond(1531420618);
  private static final byte[] BODY =
      ("token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
              + "&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner"
              + "&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com"
              + "%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
              + "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c")
          .getBytes(StandardCharsets.UTF_8);
  private static final String SIGNATURE =
      "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";

  @Test
  void slacksOwnExampleIsGenuine() {
    assertThat(SlackSignature.genuine(SECRET, TIME, BODY, SIGNATURE, NOW)).isTrue();
  }

  @Test
  void fiveMinutesEitherWayAreTheLimit() {
    assertThat(genuineAt(NOW.plusSeconds(300))).isTrue();
    assertThat(genuineAt(NOW.plusSeconds(301))).isFalse();
    assertThat(genuineAt(NOW.minusSeconds(300))).isTrue();
    assertThat(genuineAt(NOW.minusSeconds(301))).isFalse();
  }

  @Test
  void anotherSecretTimeOrBodyIsAnotherSignature() {
    byte[] other = BODY.clone();
    other[10]++;
    assertThat(SlackSignature.genuine("x" + SECRET, TIME, BODY, SIGNATURE, NOW)).isFalse();
    assertThat(SlackSignature.genuine(SECRET, "1531420619", BODY, SIGNATURE, NOW)).isFalse();
    assertThat(SlackSignature.genuine(SECRET, TIME, other, SIGNATURE, NOW)).isFalse();
    assertThat(SlackSignature.genuine(SECRET, TIME, BODY, "v0=", NOW)).isFalse();
    assertThat(SlackSignature.genuine(SECRET, TIME, BODY, null, NOW)).isFalse();
    assertThat(SlackSignature.genuine(SECRET, null, BODY, SIGNATURE, NOW)).isFalse();
    assertThat(SlackSignature.genuine(SECRET, "-5", BODY, SIGNATURE, NOW)).isFalse();
  }

  private static boolean genuineAt(Instant now) {
    return SlackSignature.genuine(SECRET, TIME, BODY, SIGNATURE, now);
  }
}
