package org.rempart.practice.glpi;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.rempart.practice.Call;
import org.rempart.practice.Credentials;
import org.rempart.practice.Entry;
import org.rempart.practice.Ledger;
import org.rempart.practice.Reply;
import org.rempart.practice.StandIn;
import tools.jackson.databind.JsonNode;

/** GLPI 10's {@code apirest.php}: sessions, tickets, follow-ups and solutions. */
public final class GlpiStandIn implements StandIn {

  private static final String NAME = "glpi";
  private static final int NEW = 1;
  private static final int SOLVED = 5;

  private final Ledger ledger;
  private final Set<String> sessions = ConcurrentHashMap.newKeySet();
  private final Map<Integer, Map<String, Object>> tickets = new TreeMap<>();
  private final Map<Integer, Map<String, Object>> followups = new TreeMap<>();

  public GlpiStandIn(Ledger ledger) {
    this.ledger = ledger;
    ledger.of(NAME).forEach(this::apply);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public synchronized Reply handle(Call original) {
    String path = original.path().replaceFirst("^/apirest\\.php", "");
    if (!original.header("app-token").equals(Credentials.GLPI.user())) {
      return error(400, "ERROR_WRONG_APP_TOKEN_PARAMETER", "parameter app_token seems wrong");
    }
    if (path.equals("/initSession")) {
      return opened(original);
    }
    if (!sessions.contains(original.header("session-token"))) {
      return error(401, "ERROR_SESSION_TOKEN_INVALID", "session_token seems invalid");
    }
    return switch (original.method() + " " + path.replaceAll("\\d+", "N")) {
      case "GET /killSession" -> {
        sessions.remove(original.header("session-token"));
        yield Reply.json(200, true);
      }
      case "GET /getGlpiConfig" ->
          Reply.json(200, Map.of("cfg_glpi", Map.of("version", "10.0.18")));
      case "GET /Ticket" -> found(original);
      case "GET /Ticket/N" -> one(number(path));
      case "GET /Ticket/N/ITILFollowup" -> of(number(path));
      case "POST /Ticket" -> created("ticket", original.json().path("input"));
      case "POST /ITILFollowup" -> created("followup", original.json().path("input"));
      case "POST /ITILSolution" -> created("solution", original.json().path("input"));
      default -> error(400, "ERROR_RESOURCE_NOT_FOUND_NOR_COMMONDBTM", "resource not found");
    };
  }

  @Override
  public Reply errorInside() {
    return error(400, "ERROR_GLPI_ADD", "you can't add this item");
  }

  @Override
  public synchronized Object state() {
    return Map.of(
        "tickets", tickets.values(),
        "followups", followups.values(),
        "operations", ledger.of(NAME));
  }

  private Reply opened(Call call) {
    if (!call.header("authorization").equals("user_token " + Credentials.GLPI.secret())) {
      return error(401, "ERROR_GLPI_LOGIN_USER_TOKEN", "parameter user_token seems invalid");
    }
    String session = UUID.randomUUID().toString();
    sessions.add(session);
    return Reply.json(200, Map.of("session_token", session));
  }

  /** As the real one: searchText is a LIKE pattern, ^ and $ bind it to the ends. */
  private Reply found(Call call) {
    String pattern = call.parameter("searchText[externalid]");
    var hits =
        tickets.values().stream()
            .filter(t -> like(pattern, String.valueOf(t.get("externalid"))))
            .toList();
    return Reply.json(hits.isEmpty() ? 200 : 206, hits);
  }

  private static boolean like(String pattern, String value) {
    String text = pattern.replaceAll("^\\^|\\$$", "").toLowerCase();
    String lower = value.toLowerCase();
    boolean start = !pattern.startsWith("^") || lower.startsWith(text);
    boolean end = !pattern.endsWith("$") || lower.endsWith(text);
    return start && end && lower.contains(text);
  }

  private Reply one(int id) {
    Map<String, Object> ticket = tickets.get(id);
    return ticket == null
        ? error(404, "ERROR_ITEM_NOT_FOUND", "Item not found")
        : Reply.json(200, ticket);
  }

  private Reply of(int ticket) {
    return Reply.json(
        200,
        followups.values().stream()
            .filter(f -> f.get("items_id").equals(String.valueOf(ticket)))
            .toList());
  }

  private Reply created(String kind, JsonNode input) {
    Map<String, String> details = new HashMap<>();
    input.properties().forEach(p -> details.put(p.getKey(), p.getValue().asString("")));
    int id = 1 + (int) ledger.of(NAME).stream().filter(e -> e.operation().equals(kind)).count();
    if (kind.equals("ticket") && details.getOrDefault("name", "").isEmpty()) {
      return error(400, "ERROR_GLPI_ADD", "name is mandatory");
    }
    if (!kind.equals("ticket") && !tickets.containsKey(Integer.valueOf(details.get("items_id")))) {
      return error(400, "ERROR_GLPI_ADD", "no such ticket");
    }
    apply(ledger.append(NAME, kind, String.valueOf(id), details));
    return Reply.json(201, Map.of("id", id, "message", ""));
  }

  private void apply(Entry entry) {
    int id = Integer.parseInt(entry.target());
    Map<String, Object> item = new LinkedHashMap<>(entry.details());
    item.put("id", id);
    switch (entry.operation()) {
      case "ticket" -> {
        item.put("status", NEW);
        tickets.put(id, item);
      }
      case "followup" -> followups.put(id, item);
      default -> tickets.get(Integer.valueOf(entry.detail("items_id"))).put("status", SOLVED);
    }
  }

  private static int number(String path) {
    return Integer.parseInt(path.split("/")[2]);
  }

  private static Reply error(int status, String code, String text) {
    return Reply.json(status, List.of(code, text));
  }
}
