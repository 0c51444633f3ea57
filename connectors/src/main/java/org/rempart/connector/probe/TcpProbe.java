package org.rempart.connector.probe;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** Tries a connection from this machine. Even a closed port of a reachable host speaks. */
public final class TcpProbe implements Probe {

  private final Duration patience;

  /**
   * @param patience how long silence has to last
   */
  public TcpProbe(Duration patience) {
    this.patience = patience;
  }

  @Override
  public Answer ask(String host, int port) {
    try (Socket socket = new Socket()) {
      InetSocketAddress address = new InetSocketAddress(host, port);
      if (address.isUnresolved()) {
        return Answer.UNTRIED;
      }
      socket.connect(address, (int) patience.toMillis());
      return Answer.SPOKE;
    } catch (ConnectException e) {
      return String.valueOf(e.getMessage()).contains("refused") ? Answer.SPOKE : Answer.SILENT;
    } catch (IOException e) {
      return Answer.SILENT;
    }
  }

  @Override
  public String from() {
    return "here";
  }
}
