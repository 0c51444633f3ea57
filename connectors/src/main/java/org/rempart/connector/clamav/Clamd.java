package org.rempart.connector.clamav;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.rempart.connector.ProductUnavailableException;

/** Talks to clamd over TCP, one question a connection; see clamd(8), COMMANDS. */
final class Clamd {

  private final ClamavSettings settings;

  Clamd(ClamavSettings settings) {
    this.settings = settings;
  }

  /** Asks a command without content, for example {@code VERSION}. */
  String ask(String command) {
    return talk(command, new byte[0]);
  }

  /** Has content looked at; answers {@code stream: OK} or {@code stream: NAME FOUND}. */
  String scan(byte[] content) {
    return talk("INSTREAM", content);
  }

  /** Where it listens, for messages. */
  String place() {
    return settings.clamdHost() + ":" + settings.clamdPort();
  }

  private String talk(String command, byte[] content) {
    int millis = Math.toIntExact(settings.timeout().toMillis());
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(settings.clamdHost(), settings.clamdPort()), millis);
      socket.setSoTimeout(millis);
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(text);
      out.write(("z" + command + "\0").getBytes(StandardCharsets.UTF_8));
      if (content.length > 0) {
        out.writeInt(content.length);
        out.write(content);
        out.writeInt(0);
      }
      socket.getOutputStream().write(text.toByteArray());
      socket.getOutputStream().flush();
      byte[] answer = socket.getInputStream().readAllBytes();
      return new String(answer, StandardCharsets.UTF_8).replace("\0", "").strip();
    } catch (IOException e) {
      throw new ProductUnavailableException("clamd at " + place() + " gives no answer", e);
    }
  }
}
