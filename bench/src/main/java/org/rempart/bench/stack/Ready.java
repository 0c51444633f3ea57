package org.rempart.bench.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;

/** Waits until a process answers over HTTP. */
final class Ready {

  private Ready() {}

  /**
   * Asks until the answer is 200.
   *
   * @param what the process's name for the message
   * @throws IllegalStateException when it ends or the patience does
   */
  static void await(String what, Process process, URI health, Duration patience)
      throws InterruptedException {
    Instant deadline = Instant.now().plus(patience);
    HttpRequest request = HttpRequest.newBuilder(health).timeout(Duration.ofSeconds(3)).build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      while (!answers(http, request)) {
        if (!process.isAlive() || Instant.now().isAfter(deadline)) {
          process.destroyForcibly();
          throw new IllegalStateException(what + " did not start.");
        }
        Thread.sleep(200);
      }
    }
  }

  private static boolean answers(HttpClient http, HttpRequest request) throws InterruptedException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }
}
