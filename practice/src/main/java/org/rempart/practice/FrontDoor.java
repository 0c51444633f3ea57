package org.rempart.practice;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Turns HTTP exchanges into calls of one stand-in and plays the faults. */
final class FrontDoor implements HttpHandler {

  private final StandIn standIn;
  private final Faults faults;

  FrontDoor(StandIn standIn, Faults faults) {
    this.standIn = standIn;
    this.faults = faults;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Call call = call(exchange, Duration.ZERO);
      Optional<Fault> fault = faults.take(standIn.name(), call.path());
      Optional<Reply> reply =
          fault.isPresent() ? played(fault.get(), call) : Optional.of(standIn.handle(call));
      if (reply.isPresent()) {
        send(exchange, reply.get());
      }
      // Closing without an answer is what a client sees when a product dies.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<Reply> played(Fault fault, Call call) throws InterruptedException {
    Duration delay = Duration.ofMillis(fault.delayMs());
    return switch (fault.kind()) {
      case TOO_MANY ->
          Optional.of(
              Reply.json(429, Map.of("title", "Too many requests")).with("Retry-After", "1"));
      case EXPIRED -> Optional.of(Reply.json(401, Map.of("title", "Unauthorized")));
      case UNAVAILABLE -> Optional.of(Reply.json(503, Map.of("title", "Unavailable")));
      case ERROR_INSIDE -> Optional.of(standIn.errorInside());
      case ANSWER_BEFORE_EFFECT -> Optional.of(standIn.handle(lagging(call, delay)));
      case EFFECT_WITHOUT_ANSWER -> {
        standIn.handle(call);
        Thread.sleep(delay);
        yield Optional.empty();
      }
      case NEITHER -> {
        Thread.sleep(delay);
        yield Optional.empty();
      }
      case DELAY -> {
        Thread.sleep(delay);
        yield Optional.of(standIn.handle(call));
      }
    };
  }

  static void send(HttpExchange exchange, Reply reply) throws IOException {
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    reply.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  static Call call(HttpExchange exchange, Duration effectAfter) throws IOException {
    String prefix = exchange.getHttpContext().getPath().replaceAll("/$", "");
    Map<String, String> headers = new HashMap<>();
    exchange.getRequestHeaders().forEach((k, v) -> headers.put(k.toLowerCase(), v.getFirst()));
    return new Call(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getPath().substring(prefix.length()),
        query(exchange.getRequestURI().getRawQuery()),
        headers,
        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
        effectAfter);
  }

  private static Call lagging(Call c, Duration delay) {
    return new Call(c.method(), c.path(), c.query(), c.headers(), c.body(), delay);
  }

  private static Map<String, String> query(String raw) {
    Map<String, String> query = new HashMap<>();
    for (String pair : raw == null ? new String[0] : raw.split("&")) {
      String[] parts = pair.split("=", 2);
      query.put(decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : "");
    }
    return query;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
