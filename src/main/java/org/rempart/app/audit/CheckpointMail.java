package org.rempart.app.audit;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.rempart.connector.Capability;
import org.rempart.connector.Connector;
import org.rempart.connector.Order;
import org.rempart.connector.Outcome;
import org.rempart.connector.Target;
import org.rempart.connector.TargetKind;
import org.rempart.core.audit.AuditCheckpoints;
import org.rempart.core.audit.AuditSettings;
import org.rempart.core.audit.CheckpointPost;
import org.rempart.core.audit.chain.Checkpoint;
import org.rempart.core.audit.chain.ExportLine;
import org.rempart.core.incident.Outbox;
import org.rempart.core.response.ConnectorRegistry;
import org.rempart.core.response.NotifySettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Mails each checkpoint, so that a copy is where no administrator of Rempart can change it. The row
 * of the outbox commits with the checkpoint; the mail is sent outside of any transaction, and again
 * with the same Message-ID until a mail server took it.
 */
@Component
class CheckpointMail implements CheckpointPost {

  private static final Logger LOG = LoggerFactory.getLogger(CheckpointMail.class);
  private static final String TOPIC = "audit-checkpoint";

  /** After the first try, and longer than one takes; twice as long after each, up to a day. */
  private static final Duration PAUSE = Duration.ofMinutes(5);

  private final JdbcClient jdbc;
  private final Outbox outbox;
  private final AuditCheckpoints checkpoints;
  private final ConnectorRegistry connectors;
  private final MessageSource messages;
  private final NotifySettings notify;
  private final List<String> recipients;

  CheckpointMail(
      JdbcClient jdbc,
      Outbox outbox,
      AuditCheckpoints checkpoints,
      ConnectorRegistry connectors,
      MessageSource messages,
      NotifySettings notify,
      AuditSettings settings) {
    this.jdbc = jdbc;
    this.outbox = outbox;
    this.checkpoints = checkpoints;
    this.connectors = connectors;
    this.messages = messages;
    this.notify = notify;
    this.recipients =
        Objects.requireNonNullElse(settings.recipients(), notify.recipients().managers());
  }

  @Override
  public void handIn(long id) {
    if (!servers().isEmpty()) {
      recipients.forEach(recipient -> outbox.put(TOPIC, recipient, Map.of("checkpoint", id)));
    }
  }

  /** Sends what is due. */
  @Scheduled(initialDelay = 15, fixedDelay = 15, timeUnit = TimeUnit.SECONDS)
  void send() {
    var servers = servers();
    if (servers.isEmpty()) {
      return;
    }
    for (var letter : due()) {
      checkpoints.find(letter.checkpoint()).ifPresent(it -> send(letter, it, servers));
    }
  }

  private List<Letter> due() {
    return jdbc.sql(
            """
            with due as (
              select id from outbox where topic = ? and next_attempt_at <= clock_timestamp()
              order by id limit 20 for update skip locked)
            update outbox o set next_attempt_at = clock_timestamp() + make_interval(secs => ? * 2 ^ least(attempts, 8)),
              attempts = attempts + 1
            from due where o.id = due.id returning o.id, o.key, (o.payload ->> 'checkpoint')::bigint as checkpoint\
            """)
        .params(TOPIC, PAUSE.toSeconds())
        .query(Letter.class)
        .list();
  }

  private void send(Letter letter, Checkpoint checkpoint, List<Connector> servers) {
    for (var server : servers) {
      var why = trySending(letter, checkpoint, server);
      if (why.isEmpty()) {
        jdbc.sql("delete from outbox where id = ?").param(letter.id()).update();
        return;
      }
      jdbc.sql("update outbox set last_error = ? where id = ?").params(why, letter.id()).update();
      LOG.warn(
          "The audit's checkpoint could not be mailed by {}: {}; it is tried again.",
          server.id(),
          why);
    }
  }

  /** Why it was not taken; empty when it was. */
  private String trySending(Letter letter, Checkpoint checkpoint, Connector server) {
    try {
      var outcome = server.execute(List.of(order(letter, checkpoint))).getFirst();
      return outcome instanceof Outcome.Refused refused ? refused.message() : "";
    } catch (RuntimeException away) {
      return String.valueOf(away.getMessage());
    }
  }

  private Order order(Letter letter, Checkpoint checkpoint) {
    var key = "audit-checkpoint/" + letter.checkpoint() + "/" + letter.key();
    var target = new Target(TargetKind.MAIL_ADDRESS, letter.key());
    return new Order(
        key,
        Capability.SEND_MAIL,
        target,
        null,
        Map.of(
            "subject",
            say("checkpoint.subject", checkpoint),
            "body",
            say("checkpoint.body", checkpoint) + "\n\n" + ExportLine.of(checkpoint).text() + "\n"));
  }

  private String say(String key, Checkpoint checkpoint) {
    Object[] values = {
      Long.toString(checkpoint.sequence()),
      checkpoint.time().toString(),
      checkpoint.installation(),
      notify.publicUrl()
    };
    return messages.getMessage(key, values, Locale.of(notify.language()));
  }

  private List<Connector> servers() {
    return connectors.all().stream()
        .map(registration -> registration.connector())
        .filter(CheckpointMail::mails)
        .toList();
  }

  private static boolean mails(Connector connector) {
    return connector.offers().stream()
        .anyMatch(offer -> offer.capability().equals(Capability.SEND_MAIL));
  }

  /** A row of the outbox; its key is the recipient. */
  record Letter(long id, String key, long checkpoint) {}
}
