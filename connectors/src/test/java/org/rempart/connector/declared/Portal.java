package org.rempart.connector.declared;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A page before a product: it takes every sign-in, and answers all else with 200 and a form to sign
 * in, except for what it is told to answer.
 */
final class Portal implements AutoCloseable {

  /** What was asked, as {@code GET /path}, without queries. */
  final List<String> seen = new CopyOnWriteArrayList<>();

  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final HttpServer server;

  private record Answer(int status, String body) {}

  Portal() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Answers this request, as {@code GET /path}, properly from now on. */
  void answer(String request, String body) {
    answer(request, 200, body);
  }

  /** The same with another status. */
  void answer(String request, int status, String body) {
    answers.put(request, new Answer(status, body));
  }

  /** What was asked that changes something. */
  List<String> writes() {
    return seen.stream().filter(s -> !s.startsWith("GET ") && !s.endsWith("/token")).toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
      seen.add(request);
      Answer known =
          request.matches(".*/(token|initSession)")
              ? new Answer(200, "{\"access_token\":\"portal-1\",\"session_token\":\"portal-1\"}")
              : answers.getOrDefault(request, new Answer(200, "<html>Sign in</html>"));
      byte[] bytes = known.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(known.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
