package org.rempart.core.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rempart.connector.Capability;
import org.rempart.core.audit.Actor;
import org.rempart.core.response.Responses.Outcome;
import org.rempart.core.response.Responses.TargetSet;
import org.rempart.core.response.TestProduct.Fault;

/** The chat's message says in the end how the question stands, whatever the chat missed. */
class ChatNoticesIT {

  private static final Actor CHIEF = Actor.person("chef", "MANAGER", "127.0.0.1");

  private ResponseFixture rempart;

  @BeforeEach
  void open() {
    rempart =
        new ResponseFixture(
            Map.of(
                "rempart.guardrails.approval-class[identity.disable-account]", "A4",
                "rempart.notify.chat.channel", "C0SOC"));
  }

  @AfterEach
  void close() {
    rempart.close();
  }

  /** What waits longest has the longest pause, so it would come last. */
  @Test
  void whatTheChatMissedDoesNotComeAfterWhatIsNewer() {
    UUID incident = fallen();
    Responses.Result asked = disable(incident);
    assertThat(asked.outcome()).isEqualTo(Outcome.ASK);
    look();
    rempart.chat.next(Fault.AWAY);
    vote(incident, asked, CHIEF);
    look();
    vote(incident, asked, ResponseFixture.ANALYST);
    look();
    for (int i = 0; i < 2; i++) {
      rempart.lookAtWaiting();
      look();
    }
    assertThat(rempart.chat.written).hasSize(3);
    assertThat(callKey(rempart.chat.written.getLast().key())).endsWith("-GRANTED-0-2");
  }

  private void look() {
    rempart.context.getBean(ChatNotices.class).look();
  }

  private UUID fallen() {
    UUID incident = rempart.victim("srv-chat");
    rempart.entity(incident, "ACCOUNT", "awa-chat", "VICTIM");
    rempart.sign(incident, "login-succeeded");
    return incident;
  }

  private Responses.Result disable(UUID incident) {
    return rempart.respond(
        incident, "chat", Capability.DISABLE_ACCOUNT, TargetSet.COMPROMISED_ACCOUNTS);
  }

  private void vote(UUID incident, Responses.Result asked, Actor person) {
    UUID response = java.util.Objects.requireNonNull(asked.responseId());
    rempart
        .context
        .getBean(Approvals.class)
        .vote(incident, response, Approvals.Vote.GRANT, person, "agreed");
  }

  private String callKey(String actionKey) {
    return rempart
        .jdbc
        .sql(
            "select r.call_key from action a join response r on r.id = a.response_id where"
                + " a.action_key = ?")
        .param(actionKey)
        .query(String.class)
        .single();
  }
}
