package org.rempart.practice.servicenow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rempart.practice.Call;
import org.rempart.practice.Credentials;
import org.rempart.practice.Entry;
import org.rempart.practice.Ledger;
import org.rempart.practice.Reply;
import org.rempart.practice.StandIn;
import tools.jackson.databind.JsonNode;

/**
 * The table "incident" of ServiceNow, with its traps: a query that is not understood is answered
 * with every row, fields that nobody knows are left out without a word, and an error can stand in
 * an answer with status 200.
 */
public final class ServiceNowStandIn implements StandIn {

  private static final String NAME = "servicenow";
  private static final String TABLE = "/api/now/table/incident";
  private static final List<String> FIELDS =
      List.of(
          "short_description",
          "description",
          "correlation_id",
          "correlation_display",
          "assignment_group",
          "state",
          "close_code",
          "close_notes",
          "work_notes");
  private static final Map<String, String> STATES =
      Map.of("1", "New", "2", "In Progress", "6", "Resolved", "7", "Closed", "8", "Canceled");

  private final Ledger ledger;
  private final Map<String, Map<String, String>> rows = new TreeMap<>();

  public ServiceNowStandIn(Ledger ledger) {
    this.ledger = ledger;
    ledger.of(NAME).forEach(this::apply);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public synchronized Reply handle(Call call) {
    if (!Credentials.SERVICENOW.basic(call)) {
      return error(401, "User Not Authenticated", "Required to provide Auth information");
    }
    if (call.is("GET", TABLE)) {
      return found(call);
    }
    if (call.is("POST", TABLE)) {
      String id = "%032x".formatted(rows.size() + 1);
      apply(ledger.append(NAME, "insert", id, fields(call.json())));
      return Reply.json(201, Map.of("result", rows.get(id)));
    }
    if (call.is("PATCH", TABLE + "/[0-9a-f]{32}")) {
      return changed(call);
    }
    return error(400, "Invalid table", "");
  }

  @Override
  public Reply errorInside() {
    return error(200, "Transaction cancelled: maximum execution time exceeded", "");
  }

  @Override
  public synchronized Object state() {
    return Map.of("incidents", List.copyOf(rows.values()), "operations", ledger.of(NAME));
  }

  private Reply found(Call call) {
    String query = call.parameter("sysparm_query");
    String wanted = query.replaceFirst("^correlation_id=([^^]*).*", "$1");
    List<Object> hits = new ArrayList<>();
    rows.values().stream()
        .filter(
            row -> !query.startsWith("correlation_id=") || wanted.equals(row.get("correlation_id")))
        .forEach(row -> hits.add(shown(row)));
    return Reply.json(200, Map.of("result", hits));
  }

  /** As with sysparm_display_value=all. */
  private static Map<String, Object> shown(Map<String, String> row) {
    Map<String, Object> shown = new LinkedHashMap<>();
    row.forEach(
        (name, value) -> {
          String display = name.equals("state") ? STATES.getOrDefault(value, value) : value;
          // Journals have no value of their own, only what people read.
          String plain = name.equals("work_notes") ? "" : value;
          shown.put(name, Map.of("display_value", display, "value", plain));
        });
    return shown;
  }

  private Reply changed(Call call) {
    JsonNode body = call.json();
    if (!rows.containsKey(call.last())) {
      return error(404, "No Record found", "Record doesn't exist or ACL restricts the retrieval");
    }
    boolean resolves = body.path("state").asString("").equals("6");
    if (resolves && body.path("close_code").asString("").isEmpty()) {
      return error(403, "Operation Failed", "Data Policy Exception: close_code is mandatory");
    }
    apply(ledger.append(NAME, "update", call.last(), fields(body)));
    return Reply.json(200, Map.of("result", rows.get(call.last())));
  }

  private static Map<String, String> fields(JsonNode body) {
    Map<String, String> fields = new LinkedHashMap<>();
    FIELDS.stream().filter(body::has).forEach(f -> fields.put(f, body.path(f).asString("")));
    return fields;
  }

  private void apply(Entry entry) {
    Map<String, String> row =
        rows.computeIfAbsent(entry.target(), id -> fresh(id, rows.size() + 1));
    entry
        .details()
        .forEach(
            (name, value) ->
                row.merge(
                    name,
                    value,
                    (old, now) ->
                        name.equals("work_notes") && !old.isEmpty() ? now + "\n" + old : now));
  }

  private static Map<String, String> fresh(String id, int number) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("sys_id", id);
    row.put("number", "INC%07d".formatted(number));
    row.put("state", "1");
    row.put("work_notes", "");
    return row;
  }

  private static Reply error(int status, String message, String detail) {
    return Reply.json(
        status, Map.of("error", Map.of("message", message, "detail", detail), "status", "failure"));
  }
}
