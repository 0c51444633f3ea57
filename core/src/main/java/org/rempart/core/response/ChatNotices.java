package org.rempart.core.response;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.Capability;
import org.rempart.connector.TargetKind;
import org.rempart.core.audit.Actor;
import org.rempart.core.response.Responses.Call;
import org.rempart.core.response.Responses.TargetSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Asks for people's word in the chat, and changes the message when somebody said theirs, here or in
 * the console. Each is an action like any other, so it has its journal, and its call key makes a
 * repeat harmless.
 */
@Component
class ChatNotices {

  private static final Logger LOG = LoggerFactory.getLogger(ChatNotices.class);
  private static final Actor GUARDRAILS = Actor.system("guardrails");

  /** How an approval stands when it is made; the first message is written as of this. */
  private static final String ASKED = "PENDING-0-0";

  private static final String NEWS =
      """
      with approvals as (
        select p.id, r.incident_id, i.site_id, p.asked_at, p.state, p.chat_told,
          p.state || '-' || p.escalations || '-' || (select count(*) from approval_vote v where v.approval_id = p.id) as stands
        from approval p join response r on r.id = p.response_id join incident i on i.id = r.incident_id
        where p.asked_at > clock_timestamp() - interval '7 days')
      select * from approvals where chat_told is distinct from stands and (state = 'PENDING' or chat_told is not null)
      order by asked_at limit 200\
      """;

  private static final String FIRST =
      """
      select a.state, a.reference from action a join response r on r.id = a.response_id where r.call_key = ? order by a.id limit 1\
      """;

  private static final String UNDER_WAY =
      """
      select exists (select from action a join response r on r.id = a.response_id
        where a.incident_id = ? and a.capability = ? and starts_with(r.call_key, ?) and a.state in ('PLANNED', 'WAITING', 'EXECUTING'))\
      """;

  private final JdbcClient jdbc;
  private final JournaledResponses responses;
  private final ConnectorRegistry registry;
  private final ChatLetters letters;
  private final NotifySettings settings;

  ChatNotices(
      JdbcClient jdbc,
      JournaledResponses responses,
      ConnectorRegistry registry,
      ChatLetters letters,
      NotifySettings settings) {
    this.jdbc = jdbc;
    this.responses = responses;
    this.registry = registry;
    this.letters = letters;
    this.settings = settings;
  }

  @Scheduled(fixedDelayString = "PT1S", initialDelayString = "PT2S")
  void look() {
    if (settings.recipients().chat().channel().isBlank()) {
      return;
    }
    try {
      jdbc.sql(NEWS)
          .query(
              (row, n) ->
                  new News(
                      row.getObject("id", UUID.class),
                      row.getObject("incident_id", UUID.class),
                      row.getString("site_id"),
                      row.getString("chat_told") == null,
                      row.getString("stands")))
          .list()
          .forEach(this::tried);
    } catch (RuntimeException e) {
      LOG.warn("the chat could not be told; the next round tries again: {}", e.toString());
    }
  }

  /** One that fails keeps no other back. */
  private void tried(News news) {
    try {
      if (registry.serving(Capability.SEND_CHAT, TargetKind.CHANNEL, news.siteId()).isEmpty()) {
        told(news, news.stands());
      } else if (news.first()) {
        say(news, key(news), null);
        told(news, ASKED);
      } else {
        change(news);
      }
    } catch (RuntimeException e) {
      LOG.warn("the chat could not be told; the next round tries again: {}", e.toString());
    }
  }

  /**
   * Only a message that is there can be changed, and a change that still waits for the chat would
   * come after this one; both are waited for.
   */
  private void change(News news) {
    if (underWay(news)) {
      return;
    }
    Optional<Message> first =
        jdbc.sql(FIRST)
            .param(key(news))
            .query((row, n) -> new Message(row.getString("state"), row.getString("reference")))
            .optional();
    first
        .filter(Message::stands)
        .ifPresent(m -> say(news, key(news) + "-" + news.stands(), m.reference()));
    told(news, news.stands());
  }

  private boolean underWay(News news) {
    return jdbc.sql(UNDER_WAY)
        .params(news.incidentId(), Capability.SEND_CHAT.id(), key(news))
        .query(Boolean.class)
        .single();
  }

  private void say(News news, String key, @Nullable String replaces) {
    Map<String, String> words = new HashMap<>(letters.write(news.approvalId()));
    if (replaces != null) {
      words.put("replaces", replaces);
    }
    responses.respond(
        new Call(
            news.incidentId(),
            key,
            Capability.SEND_CHAT,
            TargetSet.CHANNEL,
            GUARDRAILS,
            null,
            words,
            null));
  }

  private void told(News news, String stands) {
    jdbc.sql("update approval set chat_told = ? where id = ?")
        .params(stands, news.approvalId())
        .update();
  }

  private static String key(News news) {
    return "chat-" + news.approvalId();
  }

  /**
   * @param first whether nothing was said of it yet
   * @param stands its state, escalations and votes
   */
  private record News(
      UUID approvalId, UUID incidentId, String siteId, boolean first, String stands) {}

  private record Message(String state, @Nullable String reference) {

    boolean stands() {
      return state.equals("EXECUTED") && reference != null;
    }
  }
}
