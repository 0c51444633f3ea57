package org.rempart.connector.linux;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/**
 * Tries a connection that an isolated host must not answer. Even a closed port of a reachable host
 * speaks, by refusing; silence proves nothing alone, as a firewall in between is silent too.
 */
final class Probe {

  private final Duration patience;

  /**
   * @param patience how long silence has to last
   */
  Probe(Duration patience) {
    this.patience = patience;
  }

  /** What came back. */
  enum Answer {
    /** The host accepted or refused. */
    SPOKE,
    /** Nothing came back, or somebody on the way said that there is no way. */
    SILENT
  }

  Answer ask(String host, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), (int) patience.toMillis());
      return Answer.SPOKE;
    } catch (ConnectException e) {
      return String.valueOf(e.getMessage()).contains("refused") ? Answer.SPOKE : Answer.SILENT;
    } catch (IOException e) {
      return Answer.SILENT;
    }
  }
}
