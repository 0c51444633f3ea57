package org.rempart.bench.faults;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.rempart.embedded.Ports;

/** Stands between the application and its products over HTTP, and loses, delays or repeats. */
final class Wire implements AutoCloseable {

  private final ServerSocket door;
  private final int productPort;
  private final Duration timeout;
  private Fault.@Nullable Disturbance armed;

  /**
   * @param productPort where the products are
   * @param timeout how long the application waits for an answer
   */
  Wire(int productPort, Duration timeout) throws IOException {
    this.productPort = productPort;
    this.timeout = timeout;
    this.door = new ServerSocket(0, 50, InetAddress.getByName(Ports.LOOPBACK));
    Thread.ofVirtual().start(this::open);
  }

  /** Where the application finds its products. */
  int port() {
    return door.getLocalPort();
  }

  /** Disturbs the next write at a product. */
  synchronized void arm(Fault.Disturbance disturbance) {
    armed = disturbance;
  }

  /** Disturbs nothing any more. */
  synchronized void disarm() {
    armed = null;
  }

  /** Whether what it was armed with has happened, or it was never armed. */
  synchronized boolean spent() {
    return armed == null;
  }

  private synchronized @Nullable Trouble taken(Message request) {
    if (armed == null || !armed.product().writes(request)) {
      return null;
    }
    Trouble trouble = armed.trouble();
    armed = null;
    return trouble;
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
    try (client;
        Socket product = new Socket(Ports.LOOPBACK, productPort);
        InputStream in = new BufferedInputStream(client.getInputStream());
        InputStream back = new BufferedInputStream(product.getInputStream())) {
      Message request = Message.read(in);
      while (request != null
          && exchanged(request, client.getOutputStream(), product.getOutputStream(), back)) {
        request = Message.read(in);
      }
    } catch (IOException broken) {
      // One of the two has hung up; closing both tells the other.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One request and its answer; says whether the connection goes on. */
  private boolean exchanged(
      Message request, OutputStream client, OutputStream product, InputStream back)
      throws IOException, InterruptedException {
    Trouble trouble = taken(request);
    if (trouble == Trouble.LOSE_REQUEST) {
      Thread.sleep(timeout.multipliedBy(2));
      return false;
    }
    if (trouble == Trouble.DELAY_REQUEST) {
      Thread.sleep(timeout.plusMillis(800));
    }
    request.to(product);
    Message answer = Message.read(back);
    if (trouble == Trouble.REPEAT_REQUEST) {
      request.to(product);
      answer = Message.read(back);
    }
    return answer != null && answered(answer, trouble, client);
  }

  private boolean answered(Message answer, @Nullable Trouble trouble, OutputStream client)
      throws IOException, InterruptedException {
    if (trouble == Trouble.LOSE_ANSWER) {
      Thread.sleep(timeout.multipliedBy(2));
      return false;
    }
    if (trouble == Trouble.CUT_ANSWER) {
      return false;
    }
    if (trouble == Trouble.DELAY_ANSWER) {
      Thread.sleep(timeout.dividedBy(2));
    }
    answer.to(client);
    if (trouble == Trouble.REPEAT_ANSWER) {
      answer.to(client);
    }
    return true;
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
