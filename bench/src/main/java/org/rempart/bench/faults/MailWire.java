package org.rempart.bench.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;
import org.rempart.embedded.Ports;

/**
 * Stands between the application and its mail server, and breaks the connection when a mail is
 * handed over and not acknowledged yet (RFC 5321 §4.1.1.4).
 */
final class MailWire implements AutoCloseable {

  /** CR LF . CR LF ends a mail; the last four bytes tell. */
  private static final int END_OF_MAIL = 0x0a2e0d0a;

  private final ServerSocket door;
  private final int serverPort;
  private final AtomicBoolean armed = new AtomicBoolean();

  MailWire(int serverPort) throws IOException {
    this.serverPort = serverPort;
    this.door = new ServerSocket(0, 50, InetAddress.getByName(Ports.LOOPBACK));
    Thread.ofVirtual().start(this::open);
  }

  /** Where the application finds its mail server. */
  int port() {
    return door.getLocalPort();
  }

  /** Loses the next acknowledgement of a mail. */
  void arm() {
    armed.set(true);
  }

  /** Loses nothing any more. */
  void disarm() {
    armed.set(false);
  }

  /** Whether what it was armed with has happened, or it was never armed. */
  boolean spent() {
    return !armed.get();
  }

  private void open() {
    try {
      while (true) {
        Socket client = door.accept();
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException closed) {
      // The bench is over.
    }
  }

  private void serve(Socket client) {
    AtomicBoolean lost = new AtomicBoolean();
    try (client;
        Socket server = new Socket(Ports.LOOPBACK, serverPort)) {
      Thread there = Thread.ofVirtual().start(() -> there(client, server, lost));
      InputStream in = server.getInputStream();
      OutputStream out = client.getOutputStream();
      for (int next = in.read(); next >= 0 && !lost.get(); next = in.read()) {
        out.write(next);
      }
      client.close();
      there.join();
    } catch (IOException broken) {
      // One of the two has hung up; closing both tells the other.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void there(Socket client, Socket server, AtomicBoolean lost) {
    try {
      InputStream in = client.getInputStream();
      OutputStream out = server.getOutputStream();
      int last = 0;
      for (int next = in.read(); next >= 0; next = in.read()) {
        last = last << 8 | next;
        if (last == END_OF_MAIL && armed.compareAndSet(true, false)) {
          lost.set(true);
        }
        out.write(next);
      }
      server.close();
    } catch (IOException broken) {
      // The other direction closes both.
    }
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
