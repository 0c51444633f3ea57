package org.rempart.connector.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rempart.connector.Orders.code;
import static org.rempart.connector.Orders.execute;
import static org.rempart.connector.Orders.order;
import static org.rempart.connector.Orders.result;
import static org.rempart.connector.Orders.revert;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.connector.Capability;
import org.rempart.connector.Connector;
import org.rempart.connector.ConnectorSettings;
import org.rempart.connector.Connectors;
import org.rempart.connector.Order;
import org.rempart.connector.Outcome;
import org.rempart.connector.Proof;
import org.rempart.connector.SettingsException;
import org.rempart.connector.TargetKind;
import org.rempart.connector.proven.Proves;

/** Against GreenMail's IMAP server. */
@Proves(
    type = "imap",
    product = "IMAP (GreenMail)",
    real = "class:com.icegreen.greenmail.util.GreenMail")
class ImapConnectorTest {

  private static final String BAD = "<bad-1@evil.example>";

  /** Not between 12 and 13 h UTC: GreenMail takes that hour for midnight when it is told a time. */
  private static final Date ARRIVED = Date.from(Instant.parse("2026-03-04T08:30:00Z"));

  @TempDir Path folder;

  private GreenMail server;
  private Connector connector;

  @BeforeEach
  void start() throws Exception {
    server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
    server.start();
    for (String name : List.of("awa", "moussa", "quarantine")) {
      server.setUser(name + "@sante.example", name, "s3cret");
    }
    connector = connect(Map.of());
    put("awa", "INBOX", BAD, "Facture");
    put("awa", "INBOX", "<good@sante.example>", "Réunion");
    put("moussa", "INBOX", "<x" + BAD.substring(1), "Autre");
    put("moussa", "Archive/2026", BAD, "Facture");
  }

  @AfterEach
  void stop() {
    connector.close();
    server.stop();
  }

  @Test
  void aSearchTellsWhereEveryCopyIs() {
    Order order = order("s1", Capability.SEARCH_MAIL, TargetKind.MAIL_MESSAGE, BAD, Map.of());
    assertThat(code(execute(connector, order))).isEqualTo("done");
    assertThat(connector.verify(List.of(order)).getFirst().evidence())
        .startsWith("awa/INBOX, moussa/Archive")
        .doesNotContain("moussa/INBOX");
  }

  @Test
  void aMailInQuarantineIsOutOfSightAndComesBackAsItWas() throws Exception {
    Order order = quarantine("q1", BAD);
    String before = shown("awa", "INBOX").getFirst();
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);

    Outcome executed = execute(connector, order);

    assertThat(code(executed)).isEqualTo("done");
    assertThat(shown("awa", "INBOX")).hasSize(1).first().asString().contains("<good@");
    assertThat(shown("moussa", "Archive/2026")).isEmpty();
    assertThat(result(connector, order)).isEqualTo(Proof.Result.HOLDS);
    execute(connector, order);
    assertThat(connector.verify(List.of(order)).getFirst().evidence()).contains("2 in quarantine");

    assertThat(code(revert(connector, order, executed))).isEqualTo("done");
    assertThat(shown("awa", "INBOX")).hasSize(2).contains(before);
    assertThat(shown("moussa", "Archive/2026")).hasSize(1);
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
    assertThat(code(revert(connector, order, executed))).isEqualTo("done");
    assertThat(shown("awa", "INBOX")).hasSize(2);
  }

  @Test
  void whatAReaderHasMarkedForRemovalIsNotRemovedByUs() throws Exception {
    inFolder("awa", "INBOX", f -> f.getMessages()[1].setFlag(Flags.Flag.DELETED, true));
    execute(connector, quarantine("q2", BAD));
    assertThat(shown("awa", "INBOX")).hasSize(1).first().asString().contains("<good@");
  }

  @Test
  void aCopyThatArrivesLaterIsSeen() throws Exception {
    Order order = quarantine("q3", BAD);
    execute(connector, order);
    put("moussa", "INBOX", BAD, "Facture");
    assertThat(result(connector, order)).isEqualTo(Proof.Result.ABSENT);
    execute(connector, order);
    assertThat(result(connector, order)).isEqualTo(Proof.Result.HOLDS);
  }

  @Test
  void whatIsNotThereOrNoMessageIdIsRefused() {
    assertThat(code(execute(connector, quarantine("q4", "<none@x>")))).isEqualTo("NO_SUCH_MAIL");
    for (String id : List.of("none@x", "<a b>", "<a\r\nX: y>", "<>")) {
      assertThat(code(execute(connector, quarantine("q5", id)))).isEqualTo("BAD_MESSAGE_ID");
    }
  }

  @Test
  void healthTellsARefusedSignInAndTheSettingsTellWhatCanNotBe() throws Exception {
    assertThat(connector.health().good()).as(connector.health().detail()).isTrue();
    try (Connector stranger = connect(Map.of("login", "{account}*master"))) {
      assertThat(stranger.health().reachable()).isTrue();
      assertThat(stranger.health().authenticated()).isFalse();
      assertThat(result(stranger, quarantine("q6", BAD))).isEqualTo(Proof.Result.UNKNOWN);
    }
    try (Connector away = connect(Map.of("port", "1"))) {
      assertThat(away.health().reachable()).isFalse();
    }
    Map<String, String> wrong = Map.of("host", "mail.example", "quarantine-account", "awa");
    assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> connect(wrong)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("security must be tls or starttls")
        .hasMessageContaining("quarantine-account must be none of accounts");
  }

  private static Order quarantine(String key, String id) {
    return order(key, Capability.QUARANTINE_MAIL, TargetKind.MAIL_MESSAGE, id, Map.of());
  }

  private Connector connect(Map<String, String> other) throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "s3cret");
    Map<String, String> options =
        new HashMap<>(
            Map.of(
                "host", "127.0.0.1",
                "port", String.valueOf(server.getImap().getPort()),
                "security", "none",
                "accounts", "awa moussa",
                "quarantine-account", "quarantine",
                "password", "file:" + secret));
    options.putAll(other);
    return Connectors.builtIn()
        .create(new ConnectorSettings("mail", "imap", false, List.of(), options));
  }

  private interface Work {
    void on(Folder folder) throws MessagingException;
  }

  private void inFolder(String account, String name, Work work) throws MessagingException {
    try (Store store = Session.getInstance(new Properties()).getStore("imap")) {
      store.connect("127.0.0.1", server.getImap().getPort(), account, "s3cret");
      Folder opened = store.getFolder(name.replace('/', separator(store)));
      if (!opened.exists()) {
        opened.create(Folder.HOLDS_MESSAGES);
      }
      opened.open(Folder.READ_WRITE);
      work.on(opened);
      opened.close(false);
    }
  }

  private static char separator(Store store) throws MessagingException {
    return store.getDefaultFolder().getSeparator();
  }

  private void put(String account, String name, String id, String subject)
      throws MessagingException {
    String text =
        "From: x@evil.example\r\nTo: %s@sante.example\r\nMessage-ID: %s\r\nSubject: %s\r\n\r\nBonjour\r\n"
            .formatted(account, id, subject);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Message message =
        new MimeMessage(
            GreenMailUtil.getSession(ServerSetup.IMAP), new ByteArrayInputStream(bytes)) {
          @Override
          public Date getReceivedDate() {
            return ARRIVED;
          }
        };
    message.setFlag(Flags.Flag.FLAGGED, true);
    inFolder(account, name, f -> f.appendMessages(new Message[] {message}));
  }

  /** Each mail of a folder by its id, flags, time of arrival and size. */
  private List<String> shown(String account, String name) throws MessagingException {
    List<String> shown = new ArrayList<>();
    inFolder(
        account,
        name,
        f -> {
          for (Message m : f.getMessages()) {
            boolean flagged = m.isSet(Flags.Flag.FLAGGED);
            boolean seen = m.isSet(Flags.Flag.SEEN);
            shown.add(
                m.getHeader("Message-ID")[0] + flagged + seen + m.getReceivedDate() + m.getSize());
          }
        });
    return shown;
  }
}
