package org.rempart.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MailWireTest {

  private static final String MAIL = "Subject: hello\r\n\r\nhello\r\n.\r\n";

  private final List<String> taken = new CopyOnWriteArrayList<>();
  private ServerSocket server;
  private MailWire wire;

  @BeforeEach
  void open() throws IOException {
    server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    wire = new MailWire(server.getLocalPort());
    Thread.ofVirtual().start(this::serve);
  }

  @AfterEach
  void close() throws IOException {
    wire.close();
    server.close();
  }

  @Test
  void undisturbedTheMailIsAcknowledged() throws IOException {
    assertThat(answerTo(MAIL)).isEqualTo("250");
    assertThat(taken).containsExactly(MAIL);
  }

  @Test
  void aMailIsTakenAndItsAcknowledgementGetsLostOnce() throws IOException {
    wire.arm();
    assertThat(answerTo(MAIL)).isEmpty();
    assertThat(taken).containsExactly(MAIL);
    assertThat(wire.spent()).isTrue();
    assertThat(answerTo(MAIL)).isEqualTo("250");
  }

  private String answerTo(String mail) throws IOException {
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), wire.port())) {
      client.getOutputStream().write(mail.getBytes(StandardCharsets.US_ASCII));
      return new String(client.getInputStream().readNBytes(3), StandardCharsets.US_ASCII);
    }
  }

  private void serve() {
    try {
      while (true) {
        try (Socket client = server.accept()) {
          taken.add(mail(client.getInputStream()));
          client.getOutputStream().write("250".getBytes(StandardCharsets.US_ASCII));
        }
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private static String mail(InputStream in) throws IOException {
    return new String(in.readNBytes(MAIL.length()), StandardCharsets.US_ASCII);
  }
}
