package org.rempart.embedded.supervisor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.rempart.embedded.Jvm;
import org.rempart.embedded.Part;

/**
 * A Java program of Rempart's own that tells over HTTP when it is ready.
 *
 * @param folder its working folder
 * @param java words after {@code java}
 * @param environment what it is told
 * @param health answers 200 when it is ready
 * @param token sent along where it is not empty, so that a stranger on the same port is not taken
 *     for the program
 */
record JavaPart(
    String name,
    Path folder,
    List<String> java,
    Map<String, String> environment,
    URI health,
    String token)
    implements Part {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofMillis(500)).build();

  @Override
  public ProcessBuilder command() throws IOException {
    Files.createDirectories(folder);
    List<String> words = new ArrayList<>(List.of(Jvm.java()));
    words.addAll(java);
    ProcessBuilder command = new ProcessBuilder(words).directory(folder.toFile());
    command.environment().putAll(environment);
    return command;
  }

  /** Keeps the token and what the environment holds out of messages. */
  @Override
  public String toString() {
    return name;
  }

  @Override
  public boolean ready() {
    try {
      var request = HttpRequest.newBuilder(health).timeout(Duration.ofSeconds(2));
      if (!token.isEmpty()) {
        request.header("Authorization", "Bearer " + token);
      }
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
