package org.rempart.practice.pfsense;

import java.util.List;
import java.util.Map;
import org.rempart.practice.Call;
import org.rempart.practice.Credentials;
import org.rempart.practice.Effects;
import org.rempart.practice.Ledger;
import org.rempart.practice.Reply;
import org.rempart.practice.StandIn;
import tools.jackson.databind.JsonNode;

/**
 * pfSense as its REST API package 2 shows it, with its traps: a changed alias does nothing until it
 * is applied, applying goes on after the answer, and an alias is named by its place in a list.
 */
public final class PfsenseStandIn implements StandIn {

  static final String NAME = "pfsense";

  private final Ledger ledger;
  private final Effects effects;
  private final Aliases aliases;

  public PfsenseStandIn(Ledger ledger, Effects effects) {
    this.ledger = ledger;
    this.effects = effects;
    this.aliases = new Aliases();
    ledger.of(NAME).forEach(aliases::apply);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Reply handle(Call call) {
    if (!call.header("x-api-key").equals(Credentials.PFSENSE.secret())) {
      return failed(401, "AUTH_AUTHENTICATION_FAILED", "Authentication failed");
    }
    return switch (call.method() + " " + call.path()) {
      case "GET /api/v2/system/version" -> good(Map.of("version", "2.7.2-RELEASE"));
      case "GET /api/v2/firewall/aliases" -> good(aliases.named(call.parameter("name")));
      case "PATCH /api/v2/firewall/alias" -> patched(call, call.json());
      case "GET /api/v2/firewall/apply" -> good(applied());
      case "POST /api/v2/firewall/apply" -> applying(call);
      case "GET /api/v2/diagnostics/table" -> table(call.parameter("id"));
      case "DELETE /api/v2/firewall/states" -> cut(call);
      default -> failed(404, "ENDPOINT_NOT_FOUND", "no such endpoint");
    };
  }

  @Override
  public Reply errorInside() {
    return Reply.json(
        200,
        Map.of(
            "code", 500, "status", "internal server error", "message", "busy", "data", List.of()));
  }

  @Override
  public Object state() {
    return Map.of("tables", aliases.tables(), "operations", ledger.of(NAME));
  }

  @Override
  public boolean blockedByAdministrator(String address) {
    record("alias-add", address, Map.of("alias", "rempart_blocked", "detail", "by hand"));
    record("applied", "aliases", Map.of());
    return true;
  }

  private Map<String, Object> applied() {
    boolean dirty = aliases.dirty();
    return Map.of("applied", !dirty, "pending_subsystems", dirty ? List.of("aliases") : List.of());
  }

  private Reply applying(Call call) {
    effects.after(call.effectAfter(), () -> record("applied", "aliases", Map.of()));
    return good(applied());
  }

  private Reply table(String name) {
    return aliases
        .table(name)
        .map(entries -> good(Map.of("id", name, "name", name, "entries", entries)))
        .orElseGet(() -> failed(404, "MODEL_OBJECT_NOT_FOUND", "no table " + name));
  }

  private Reply cut(Call call) {
    String prefix =
        call.parameter("source__startswith") + call.parameter("destination__startswith");
    if (prefix.isEmpty()) {
      return failed(400, "MODEL_DELETE_REQUIRES_QUERY", "this would delete everything");
    }
    record("states-cut", prefix, Map.of());
    return good(List.of());
  }

  private Reply patched(Call call, JsonNode body) {
    String name = aliases.at(body.path("id").asInt(-1));
    if (name.isEmpty()) {
      return failed(404, "MODEL_OBJECT_NOT_FOUND", "no alias with this id");
    }
    if (!body.path("name").asString(name).equals(name)) {
      return failed(400, "FIELD_NOT_EDITABLE", "Field `name` can not be changed after creation");
    }
    String address = body.path("address").path(0).asString("");
    if (body.path("append").asBoolean() == body.path("remove").asBoolean()
        || !aliases.takes(name, address)) {
      return failed(400, "INVALID_ALIAS_ADDRESS", "not a valid entry: " + address);
    }
    String operation = body.path("append").asBoolean() ? "alias-add" : "alias-remove";
    String detail = body.path("detail").path(0).asString("");
    record(operation, address, Map.of("alias", name, "detail", detail));
    return good(aliases.named(name).getFirst());
  }

  private void record(String operation, String target, Map<String, String> details) {
    aliases.apply(ledger.append(NAME, operation, target, details));
  }

  private static Reply good(Object data) {
    return Reply.json(
        200,
        Map.of("code", 200, "status", "ok", "response_id", "SUCCESS", "message", "", "data", data));
  }

  private static Reply failed(int status, String id, String message) {
    return Reply.json(
        status,
        Map.of(
            "code",
            status,
            "status",
            "error",
            "response_id",
            id,
            "message",
            message,
            "data",
            List.of()));
  }
}
