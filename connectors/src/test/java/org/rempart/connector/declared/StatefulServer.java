package org.rempart.connector.declared;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A made-up product, "Turnstile", that lets badges in and out: a login gives a token, badges are
 * suspended with a note, and both are kept. Answers that were ordered come first.
 */
final class StatefulServer implements AutoCloseable {

  /** One request as it arrived. */
  record Seen(String method, String path, Map<String, String> headers, String body) {}

  /** An answer that was ordered. */
  record Ordered(String method, int status, Map<String, String> headers, String body) {}

  private static final JsonMapper JSON = JsonMapper.shared();

  final List<Seen> seen = new CopyOnWriteArrayList<>();
  final Deque<Ordered> ordered = new ArrayDeque<>();
  final Map<String, String> suspended = new TreeMap<>();
  volatile String token = "";
  private int logins;
  private final HttpServer server;

  StatefulServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The next request of this method meets this. */
  void order(String method, int status, Map<String, String> headers, String body) {
    ordered.add(new Ordered(method, status, headers, body));
  }

  long count(String method, String path) {
    return seen.stream().filter(s -> s.method().equals(method) && s.path().equals(path)).count();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Map<String, String> headers = new TreeMap<>();
      exchange.getRequestHeaders().forEach((k, v) -> headers.put(k.toLowerCase(), v.getFirst()));
      String path = exchange.getRequestURI().toString();
      seen.add(new Seen(exchange.getRequestMethod(), path, headers, body));
      Ordered first = ordered.peek();
      if (first != null && first.method().equals(exchange.getRequestMethod())) {
        ordered.poll();
        first.headers().forEach(exchange.getResponseHeaders()::set);
        send(exchange, first.status(), first.body());
      } else {
        answer(exchange, path, headers, body);
      }
    }
  }

  private void answer(HttpExchange exchange, String path, Map<String, String> headers, String body)
      throws IOException {
    String method = exchange.getRequestMethod();
    JsonNode json = body.isBlank() ? JSON.createObjectNode() : JSON.readTree(body);
    if (path.equals("/login")) {
      boolean known = json.path("password").asString("").equals("open sesame");
      token = known ? "token-" + ++logins : token;
      send(exchange, known ? 200 : 401, known ? json("token", token) : json("error", "who?"));
    } else if (!headers.getOrDefault("authorization", "").equals("Turnstile " + token)) {
      send(exchange, 401, json("error", "no such token"));
    } else if (path.equals("/logout")) {
      token = "";
      send(exchange, 200, "{}");
    } else if (path.equals("/about")) {
      send(exchange, 200, "{\"version\":\"7.2\",\"rights\":[\"read\",\"suspend\"]}");
    } else if (path.startsWith("/badges?page=")) {
      send(exchange, 200, page(Integer.parseInt(path.substring(path.indexOf('=') + 1))));
    } else {
      badge(exchange, method, path.substring(path.lastIndexOf('/') + 1), json);
    }
  }

  /** Two suspended badges, and whether they are the last. */
  private String page(int number) {
    List<Map<String, String>> all =
        suspended.entrySet().stream()
            .map(e -> Map.of("id", e.getKey(), "note", e.getValue()))
            .toList();
    int from = Math.min(all.size(), 2 * (number - 1));
    int to = Math.min(all.size(), from + 2);
    return JSON.writeValueAsString(
        Map.of("badges", all.subList(from, to), "last", to == all.size()));
  }

  private void badge(HttpExchange exchange, String method, String badge, JsonNode json)
      throws IOException {
    if (badge.equals("nobody")) {
      send(exchange, 404, json("error", "no such badge"));
      return;
    }
    switch (method) {
      case "PUT" -> suspended.put(badge, json.path("note").asString(""));
      case "DELETE" -> suspended.remove(badge);
      default -> {}
    }
    String note = suspended.get(badge);
    Map<String, Object> state =
        note == null ? Map.of("suspended", false) : Map.of("suspended", true, "note", note);
    send(exchange, 200, JSON.writeValueAsString(state));
  }

  private static String json(String name, String value) {
    return JSON.writeValueAsString(Map.of(name, value));
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
