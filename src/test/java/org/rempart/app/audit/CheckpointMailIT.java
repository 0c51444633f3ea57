package org.rempart.app.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rempart.app.RunningApp;
import org.rempart.connector.smtp.SmtpConnector;
import org.rempart.connector.smtp.SmtpSettings;
import org.rempart.core.audit.Actor;
import org.rempart.core.audit.AuditCheckpoints;
import org.rempart.core.audit.AuditSettings;
import org.rempart.core.audit.AuditTrail;
import org.rempart.core.audit.chain.ExportLine;
import org.rempart.core.incident.Outbox;
import org.rempart.core.response.ConnectorRegistration;
import org.rempart.core.response.ConnectorRegistry;
import org.rempart.core.response.NotifySettings;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;

/** Checkpoints go out by a real SMTP server. */
class CheckpointMailIT extends RunningApp {

  @Autowired private Outbox outbox;
  @Autowired private AuditCheckpoints checkpoints;
  @Autowired private AuditTrail trail;
  @Autowired private MessageSource messages;
  @Autowired private NotifySettings notify;

  private final GreenMail server =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
  private CheckpointMail mail;
  private long id;

  @BeforeEach
  void aCheckpoint() {
    jdbc.sql("delete from outbox where topic = 'audit-checkpoint'").update();
    trail.record(Actor.system("test"), "task.claim", "task", "t", null, null, null);
    checkpoints.take();
    id = jdbc.sql("select max(id) from audit_checkpoint").query(Long.class).single();
    server.start();
    mail = mail(server.getSmtp().getPort());
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void eachRecipientGetsTheSignedLineOnce() throws Exception {
    mail.handIn(id);
    mail.send();
    mail.send();

    var letters = server.getReceivedMessages();
    assertThat(letters).hasSize(2);
    assertThat(letters[0].getAllRecipients()[0].toString()).isEqualTo("rssi@hopital.example");
    assertThat(letters[0].getSubject()).startsWith("[Rempart] Audit signé jusqu’à l’entrée ");
    var line =
        String.valueOf(letters[0].getContent())
            .lines()
            .filter(it -> it.startsWith("{"))
            .findFirst()
            .orElseThrow();
    assertThat(ExportLine.read(line).checkpoint()).isEqualTo(checkpoints.find(id).orElseThrow());
    assertThat(waiting()).isZero();
  }

  @Test
  void whatNoServerTookIsSentLater() {
    var port = server.getSmtp().getPort();
    server.stop();
    mail.handIn(id);
    mail.send();
    assertThat(waiting()).isEqualTo(2);

    var again = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    again.start();
    try {
      mail.send();
      assertThat(waiting()).as("not before its time").isEqualTo(2);
      jdbc.sql("update outbox set next_attempt_at = clock_timestamp()").update();
      mail.send();
      assertThat(again.getReceivedMessages()).hasSize(2);
      assertThat(waiting()).isZero();
    } finally {
      again.stop();
    }
  }

  private long waiting() {
    return jdbc.sql("select count(*) from outbox where topic = 'audit-checkpoint'")
        .query(Long.class)
        .single();
  }

  private CheckpointMail mail(int port) {
    var smtp =
        new SmtpConnector(
            new SmtpSettings(
                "mail",
                false,
                "127.0.0.1",
                port,
                SmtpSettings.Security.NONE,
                "",
                Optional.empty(),
                "rempart@hopital.example",
                Duration.ofSeconds(5),
                null));
    var settings =
        new AuditSettings(
            Path.of("unused"),
            null,
            Duration.ofDays(1),
            null,
            List.of("rssi@hopital.example", "audit@ministere.example"));
    return new CheckpointMail(
        jdbc,
        outbox,
        checkpoints,
        new ConnectorRegistry(List.of(new ConnectorRegistration(smtp, Set.of()))),
        messages,
        notify,
        settings);
  }
}
