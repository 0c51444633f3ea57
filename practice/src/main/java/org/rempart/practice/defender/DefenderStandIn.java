package org.rempart.practice.defender;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rempart.practice.Call;
import org.rempart.practice.Credentials;
import org.rempart.practice.Effects;
import org.rempart.practice.Entry;
import org.rempart.practice.Ledger;
import org.rempart.practice.Reply;
import org.rempart.practice.StandIn;
import org.rempart.practice.Tokens;

/**
 * Machines, machine actions and indicators of Microsoft Defender for Endpoint, with their traps:
 * the yes to an isolation is "Pending", a second one meanwhile is an error, a machine that was set
 * up anew has a namesake, and a file of a trusted publisher is not quarantined.
 */
public final class DefenderStandIn implements StandIn {

  /** Machines by their ids; the last two are one machine, before and after it was set up anew. */
  private static final Map<String, Map<String, String>> MACHINES =
      Map.of(
          "1e5bc9d7e413ddd7902c2932e418702b84d0cc07", machine("poste-admission-12", "Active"),
          "7b1f4967d9728e5aa3c06a9e617a22a4a5a17378", machine("serveur-labo", "Active"),
          "0a3250e0693a109f1affc9217be9459028aa8426", machine("poste-imagerie-23", "Inactive"),
          "0a3250e0693a109f1affc9217be9459028aa8427", machine("poste-imagerie-23", "Active"));

  /** SHA-1 of a file that belongs to a trusted publisher: its quarantine fails. */
  public static final String TRUSTED = "0123456789abcdef0123456789abcdef01234567";

  static final String NAME = "defender";
  private static final Pattern FILTER = Pattern.compile("(\\w+) eq '([^']*)'");

  private final Ledger ledger;
  private final Effects effects;
  private final Duration delay;
  private final Tokens tokens = new Tokens(Credentials.DEFENDER);
  private final Map<String, Map<String, Object>> actions = new LinkedHashMap<>();
  private final Indicators indicators;

  /**
   * @param delay how long a machine takes to hear of an action
   */
  public DefenderStandIn(Ledger ledger, Effects effects, Duration delay) {
    this.ledger = ledger;
    this.effects = effects;
    this.delay = delay;
    this.indicators = new Indicators(ledger, effects);
    ledger.of(NAME).forEach(this::apply);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Reply handle(Call call) {
    if (call.is("POST", "/practice-tenant/oauth2/v2.0/token")) {
      return tokens.give(call, 200);
    }
    if (!tokens.in(call)) {
      return error(401, "Unauthorized", "Token is missing, invalid or expired");
    }
    if (call.is("GET", "/api/machines/?")) {
      return Reply.json(200, Map.of("value", found(call)));
    }
    if (call.is("GET", "/api/machines/[0-9a-f]{40}")) {
      return one(call.last());
    }
    if (call.is("GET", "/api/machineactions/?")) {
      return Reply.json(200, Map.of("value", listed(call)));
    }
    if (call.is("POST", "/api/machines/[^/]+/((un)?isolate|StopAndQuarantineFile)")) {
      return ordered(call, call.path().split("/")[3]);
    }
    if (call.path().matches("/api/indicators(/[^/]+)?")) {
      return indicators.handle(call);
    }
    return error(404, "ResourceNotFound", "no such resource");
  }

  @Override
  public Reply errorInside() {
    return Reply.json(200, Map.of("error", Map.of("code", "InternalServerError")));
  }

  @Override
  public synchronized Object state() {
    Map<String, String> hosts = new HashMap<>();
    MACHINES.forEach((id, machine) -> hosts.put(id, machine.get("computerDnsName")));
    return Map.of(
        "hosts",
        hosts,
        "actions",
        List.copyOf(actions.values()),
        "indicators",
        indicators.all(),
        "operations",
        ledger.of(NAME));
  }

  private static List<Map<String, Object>> found(Call call) {
    Matcher filter = FILTER.matcher(call.parameter("$filter"));
    String wanted = filter.find() ? filter.group(2) : "";
    List<Map<String, Object>> found = new ArrayList<>();
    MACHINES.forEach(
        (id, machine) -> {
          if (wanted.isEmpty() || wanted.equals(machine.get("computerDnsName"))) {
            found.add(shown(id, machine));
          }
        });
    return found;
  }

  private static Reply one(String id) {
    Map<String, String> machine = MACHINES.get(id);
    return machine == null
        ? error(404, "ResourceNotFound", "Machine " + id + " was not found")
        : Reply.json(200, shown(id, machine));
  }

  private synchronized List<Map<String, Object>> listed(Call call) {
    Matcher filter = FILTER.matcher(call.parameter("$filter"));
    String machine = filter.find() ? filter.group(2) : "";
    return actions.values().stream().filter(a -> machine.equals(a.get("machineId"))).toList();
  }

  private synchronized Reply ordered(Call call, String machine) {
    String type = Character.toUpperCase(call.last().charAt(0)) + call.last().substring(1);
    String sha1 = call.json().path("Sha1").asString("");
    String comment = call.json().path("Comment").asString("");
    boolean known = MACHINES.containsKey(machine);
    if (!known || comment.isEmpty() || call.last().startsWith("Stop") && sha1.length() != 40) {
      return error(known ? 400 : 404, known ? "InvalidInput" : "ResourceNotFound", "bad request");
    }
    boolean waiting =
        actions.values().stream()
            .anyMatch(a -> a.get("machineId").equals(machine) && a.get("status").equals("Pending"));
    if (waiting) {
      return error(400, "ActiveRequestAlreadyExists", "Action is already in progress");
    }
    String id = UUID.randomUUID().toString();
    Map<String, String> details = Map.of("id", id, "type", type, "comment", comment, "sha1", sha1);
    apply(ledger.append(NAME, "ordered", machine, details));
    Reply answer = Reply.json(201, Map.copyOf(actions.get(id)));
    effects.after(
        delay.plus(call.effectAfter()),
        () -> apply(ledger.append(NAME, ended(sha1), machine, Map.of("id", id))));
    return answer;
  }

  private static String ended(String sha1) {
    return sha1.equals(TRUSTED) ? "failed" : "succeeded";
  }

  private synchronized void apply(Entry entry) {
    if (entry.operation().startsWith("indicator")) {
      indicators.apply(entry);
      return;
    }
    Map<String, Object> action =
        actions.computeIfAbsent(entry.detail("id"), id -> new HashMap<>(Map.of("id", id)));
    if (!entry.operation().equals("ordered")) {
      action.put("status", entry.operation().equals("failed") ? "Failed" : "Succeeded");
      return;
    }
    action.put("type", entry.detail("type"));
    action.put("requestorComment", entry.detail("comment"));
    action.put("status", "Pending");
    action.put("machineId", entry.target());
    action.put("creationDateTimeUtc", entry.at().toString());
    if (!entry.detail("sha1").isEmpty()) {
      String sha1 = entry.detail("sha1");
      action.put("relatedFileInfo", Map.of("fileIdentifier", sha1, "fileIdentifierType", "Sha1"));
    }
  }

  private static Map<String, String> machine(String name, String health) {
    return Map.of("computerDnsName", name, "healthStatus", health, "onboardingStatus", "Onboarded");
  }

  private static Map<String, Object> shown(String id, Map<String, String> machine) {
    Map<String, Object> shown = new HashMap<>(machine);
    shown.put("id", id);
    return shown;
  }

  static Reply error(int status, String code, String message) {
    return Reply.json(status, Map.of("error", Map.of("code", code, "message", message)));
  }
}
