package org.rempart.connector;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands between a connector and a product and writes down what is asked. */
public final class RecordingProxy implements AutoCloseable {

  /** One request as it went over the wire; header names in lower case. */
  public record Seen(
      String method, URI uri, Map<String, String> headers, String body, int status) {}

  private final HttpServer server;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Seen> seen = new CopyOnWriteArrayList<>();

  public RecordingProxy(URI product) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> pass(exchange, product));
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public List<Seen> seen() {
    return seen;
  }

  @Override
  public void close() {
    server.stop(0);
    http.shutdownNow();
  }

  private void pass(HttpExchange exchange, URI product) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes());
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(product + exchange.getRequestURI().toString()))
              .method(exchange.getRequestMethod(), BodyPublishers.ofString(body));
      Map<String, String> headers = new TreeMap<>();
      exchange.getRequestHeaders().forEach((k, v) -> headers.put(k.toLowerCase(), v.getFirst()));
      headers.entrySet().stream()
          .filter(h -> h.getKey().matches("authorization|content-type|accept"))
          .forEach(h -> request.header(h.getKey(), h.getValue()));
      HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
      seen.add(
          new Seen(
              exchange.getRequestMethod(),
              exchange.getRequestURI(),
              headers,
              body,
              answer.statusCode()));
      // Slack tells there what a token may do.
      answer
          .headers()
          .firstValue("x-oauth-scopes")
          .ifPresent(scopes -> exchange.getResponseHeaders().set("X-OAuth-Scopes", scopes));
      byte[] bytes = answer.body().getBytes();
      exchange.sendResponseHeaders(answer.statusCode(), bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
