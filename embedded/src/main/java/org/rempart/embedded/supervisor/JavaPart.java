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
 */
record JavaPart(
    String name, Path folder, List<String> java, Map<String, String> environment, URI health)
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

  @Override
  public boolean ready() {
    try {
      HttpRequest request = HttpRequest.newBuilder(health).timeout(Duration.ofSeconds(2)).build();
      return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
