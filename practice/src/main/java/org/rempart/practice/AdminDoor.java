package org.rempart.practice;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What drills and benches ask: is it ready, what is true, and please misbehave. */
final class AdminDoor implements HttpHandler {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final List<StandIn> standIns;
  private final Faults faults;

  AdminDoor(List<StandIn> standIns, Faults faults) {
    this.standIns = standIns;
    this.faults = faults;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      FrontDoor.send(exchange, reply(FrontDoor.call(exchange, Duration.ZERO)));
    }
  }

  private Reply reply(Call call) {
    return switch (call.method() + " " + call.path()) {
      case "GET /health" -> Reply.json(200, Map.of("status", "UP"));
      case "GET /state" -> Reply.json(200, state());
      case "GET /faults" -> Reply.json(200, faults.waiting());
      case "POST /faults" -> ordered(call);
      case "POST /blocks" -> blocked(call);
      case "DELETE /faults" -> {
        faults.clear();
        yield Reply.json(200, List.of());
      }
      default -> Reply.json(404, Map.of("title", "no such page: " + call.path()));
    };
  }

  private Map<String, Object> state() {
    Map<String, Object> state = new TreeMap<>();
    standIns.forEach(standIn -> state.put(standIn.name(), standIn.state()));
    return state;
  }

  private Reply blocked(Call call) {
    String product = call.json().path("product").asString("");
    String address = call.json().path("address").asString("");
    boolean done =
        standIns.stream()
            .anyMatch(s -> s.name().equals(product) && s.blockedByAdministrator(address));
    return done
        ? Reply.json(200, Map.of("product", product, "address", address))
        : Reply.json(400, Map.of("title", "product is none that blocks addresses: " + product));
  }

  private Reply ordered(Call call) {
    try {
      faults.add(JSON.readValue(call.body(), Fault.class));
      return Reply.json(200, faults.waiting());
    } catch (JacksonException e) {
      return Reply.json(400, Map.of("title", "not a fault: " + e.getOriginalMessage()));
    }
  }
}
