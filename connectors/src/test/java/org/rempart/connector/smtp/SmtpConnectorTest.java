package org.rempart.connector.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rempart.connector.Orders.code;
import static org.rempart.connector.Orders.execute;
import static org.rempart.connector.Orders.mail;
import static org.rempart.connector.Orders.result;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rempart.connector.Connector;
import org.rempart.connector.ConnectorSettings;
import org.rempart.connector.Connectors;
import org.rempart.connector.Outcome;
import org.rempart.connector.OutcomeUnknownException;
import org.rempart.connector.PracticeCase;
import org.rempart.connector.ProductUnavailableException;
import org.rempart.connector.Proof;
import org.rempart.connector.SettingsException;
import org.rempart.connector.proven.Proves;
import tools.jackson.databind.JsonNode;

@Proves(
    type = "smtp",
    product = "SMTP (GreenMail)",
    real = "class:com.icegreen.greenmail.util.GreenMail")
class SmtpConnectorTest extends PracticeCase {

  SmtpConnectorTest() {
    super("smtp");
  }

  @Test
  void aMailArrivesAndARepeatCarriesTheSameMessageId() throws Exception {
    var order = mail("k1", "rssi@sante.example", "Incident à l'hôpital");

    Outcome.Done done = (Outcome.Done) execute(connector, order);
    execute(connector, order);
    execute(connector, mail("k2", "rssi@sante.example", "Autre"));

    JsonNode mails = room.state("mail");
    assertThat(mails).hasSize(3);
    assertThat(mails.path(0).path("messageId").asString()).isEqualTo(done.reference());
    assertThat(mails.path(1).path("messageId").asString()).isEqualTo(done.reference());
    assertThat(mails.path(2).path("messageId").asString()).isNotEqualTo(done.reference());
    assertThat(mails.path(0).path("subject").asString()).isEqualTo("Incident à l'hôpital");
  }

  @Test
  void aMailCanNotBeReadBack() {
    assertThat(result(connector, mail("k3", "a@b.example", "x"))).isEqualTo(Proof.Result.UNKNOWN);
  }

  @Test
  void aBadAddressOrAnEmptySubjectIsRefusedAndHeadersCanNotBeSmuggledIn() throws Exception {
    assertThat(code(execute(connector, mail("k4", "not an address", "x"))))
        .isEqualTo("BAD_ADDRESS");
    assertThat(code(execute(connector, mail("k5", "a@b.example", " "))))
        .isEqualTo("MISSING_PARAMETER");
    execute(connector, mail("k6", "a@b.example", "x\r\nBcc: thief@example.org"));
    assertThat(room.state("mail")).hasSize(1);
  }

  @Test
  void aServerWithoutStarttlsGetsNoMailWhenItIsRequired() throws Exception {
    try (Connector strict = room.connector("smtp", Map.of("security", "starttls"))) {
      assertThatThrownBy(() -> execute(strict, mail("k7", "a@b.example", "x")))
          .isInstanceOf(ProductUnavailableException.class)
          .hasMessageContaining("STARTTLS");
    }
    assertThat(room.state("mail")).isEmpty();
  }

  @Test
  void aServerWhoseCertificateIsNotTrustedGetsNoMail() {
    var setup = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS);
    GreenMail server = new GreenMail(setup);
    server.start();
    try (Connector strict =
        Connectors.builtIn()
            .create(
                new ConnectorSettings(
                    "m",
                    "smtp",
                    false,
                    List.of(),
                    Map.of(
                        "host", "127.0.0.1",
                        "port", String.valueOf(server.getSmtps().getPort()),
                        "from", "a@b.example")))) {
      assertThatThrownBy(() -> execute(strict, mail("k8", "a@b.example", "x")))
          .isInstanceOf(ProductUnavailableException.class);
      assertThat(strict.health().reachable()).isFalse();
      assertThat(server.getReceivedMessages()).isEmpty();
    } finally {
      server.stop();
    }
  }

  @Test
  void aServerThatTakesTheMailAndFallsSilentLeavesTheOutcomeUnknown() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> sayYesUntilTheDot(server));
      String port = String.valueOf(server.getLocalPort());
      try (Connector other = room.connector("smtp", Map.of("port", port))) {
        assertThatThrownBy(() -> execute(other, mail("k9", "a@b.example", "x")))
            .isInstanceOf(OutcomeUnknownException.class);
      }
    }
  }

  @Test
  void healthIsGoodHereAndUnreachableElsewhere() throws Exception {
    assertThat(connector.health().good()).isTrue();
    try (Connector away = room.connector("smtp", Map.of("port", "1"))) {
      assertThat(away.health().reachable()).isFalse();
    }
  }

  @Test
  void aPasswordInTheClearToAnotherHostIsAFaultOfTheSettings() {
    assertThatThrownBy(
            () ->
                room.connector(
                    "smtp", Map.of("host", "mail.example", "user", "u", "password", "env:P")))
        .isInstanceOfSatisfying(
            SettingsException.class,
            e ->
                assertThat(e.faults())
                    .singleElement()
                    .asString()
                    .contains("options.security must be tls or starttls"));
  }

  private static void sayYesUntilTheDot(ServerSocket server) {
    try (Socket socket = server.accept();
        OutputStream out = socket.getOutputStream();
        var in = socket.getInputStream();
        var reader = new java.io.BufferedReader(new java.io.InputStreamReader(in))) {
      out.write("220 hello\r\n".getBytes());
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.equals(".")) {
          return;
        }
        if (line.matches("(EHLO|HELO|MAIL|RCPT|RSET|NOOP).*")) {
          out.write("250 yes\r\n".getBytes());
        } else if (line.equals("DATA")) {
          out.write("354 go on\r\n".getBytes());
        }
      }
    } catch (IOException e) {
      // The test is over.
    }
  }
}
