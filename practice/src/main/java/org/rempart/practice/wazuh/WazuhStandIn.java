package org.rempart.practice.wazuh;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.rempart.practice.Call;
import org.rempart.practice.Credentials;
import org.rempart.practice.Effects;
import org.rempart.practice.Entry;
import org.rempart.practice.Ledger;
import org.rempart.practice.Reply;
import org.rempart.practice.StandIn;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Wazuh 4.14 manager: tokens that last 900 s, active responses that are sent and forgotten and
 * take effect a little later, an inventory that is read back.
 */
public final class WazuhStandIn implements StandIn {

  private static final String NAME = "wazuh";
  private static final long PAGE = 500;
  private static final Duration TOKEN_LIFE = Duration.ofSeconds(900);

  private final Ledger ledger;
  private final Effects effects;
  private final Duration effectAfter;
  private final Map<String, AgentState> agents = new TreeMap<>();
  private final Map<String, Instant> tokens = new HashMap<>();

  /**
   * @param effectAfter how long an agent takes to do what it was told
   * @param lookEvery how often an agent looks at itself, besides after what it did
   */
  public WazuhStandIn(Ledger ledger, Effects effects, Duration effectAfter, Duration lookEvery) {
    this.ledger = ledger;
    this.effects = effects;
    this.effectAfter = effectAfter;
    machines().forEach(m -> agents.put(m.id(), new AgentState(m, lookEvery)));
    ledger.of(NAME).forEach(this::apply);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public synchronized Reply handle(Call call) {
    if (call.is("POST", "/security/user/authenticate")) {
      return authenticated(call);
    }
    if (!tokenGood(call)) {
      return Reply.json(401, Map.of("title", "Unauthorized", "detail", "Invalid token"));
    }
    if (call.is("GET", "/")) {
      return Reply.json(
          200, Envelope.data(Map.of("title", "Wazuh API REST", "api_version", "4.14.7")));
    }
    if (call.is("GET", "/agents")) {
      return Reply.json(
          200, listed(agents.values().stream().map(AgentState::agent).toList(), call));
    }
    if (call.is("PUT", "/active-response")) {
      return ordered(call);
    }
    if (call.is("GET", "/syscollector/\\d+/(users|processes|netiface)")) {
      return inventory(call);
    }
    return Reply.json(404, Map.of("title", "Not Found", "detail", "404: Not Found"));
  }

  @Override
  public Reply errorInside() {
    var failed = Map.of("error", Map.of("code", 1707, "message", "Agent is not active"));
    return Reply.json(200, Envelope.failed(failed, "AR command was not sent to any agent"));
  }

  @Override
  public synchronized Object state() {
    Map<String, Object> state = new TreeMap<>();
    agents.forEach(
        (id, a) ->
            state.put(
                a.machine.name(),
                Map.of(
                    "id", id,
                    "isolated", a.isolated,
                    "locked", a.locked,
                    "ended", a.ended,
                    "killed", a.killed)));
    return Map.of("agents", state, "operations", ledger.of(NAME));
  }

  private Reply authenticated(Call call) {
    if (!Credentials.WAZUH.basic(call)) {
      return Reply.json(401, Map.of("title", "Unauthorized", "detail", "Invalid credentials"));
    }
    String token = UUID.randomUUID().toString();
    tokens.put(token, Instant.now().plus(TOKEN_LIFE));
    return Reply.json(200, Envelope.data(Map.of("token", token)));
  }

  private boolean tokenGood(Call call) {
    Instant end = tokens.get(call.header("authorization").replaceFirst("^Bearer ", ""));
    return end != null && Instant.now().isBefore(end);
  }

  private Reply inventory(Call call) {
    AgentState agent = agents.get(call.path().split("/")[2]);
    if (agent == null) {
      return Reply.json(200, Envelope.errorAgent());
    }
    var items =
        switch (call.last()) {
          case "users" -> agent.users();
          case "processes" -> agent.processes();
          default -> agent.interfaces();
        };
    return Reply.json(200, listed(items, call));
  }

  private Reply ordered(Call call) {
    String command = call.json().path("command").asString("");
    AgentState agent = agents.get(call.parameter("agents_list"));
    if (command.isEmpty()) {
      String detail = "'command' is a required property";
      return Reply.json(400, Map.of("title", "Bad Request", "detail", detail));
    }
    if (agent == null) {
      return Reply.json(200, Envelope.errorAgent());
    }
    // A script that an agent doesn't have is answered with the same yes as one that works.
    operation(command)
        .ifPresent(
            op ->
                effects.after(
                    effectAfter.plus(call.effectAfter()), () -> run(agent, op, call.json())));
    Map<String, Object> answer =
        new HashMap<>(Envelope.data(Envelope.items(List.of(agent.machine.id()))));
    answer.put("message", "AR command was sent to all agents");
    return Reply.json(200, answer);
  }

  private synchronized void run(AgentState agent, String operation, JsonNode body) {
    JsonNode data = body.path("alert").path("data");
    String account = data.path("dstuser").asString("");
    String process = data.path("rempart_process").asString("");
    if (operation.equals("kill-process") && !agent.runs(process)) {
      return; // The script ends nothing but exactly that.
    }
    String key = data.path("rempart_key").asString("");
    Map<String, String> details =
        Map.of("agent", agent.machine.id(), "account", account, "process", process, "key", key);
    String what = account + process;
    String target = what.isEmpty() ? agent.machine.name() : what + "@" + agent.machine.name();
    apply(ledger.append(NAME, operation, target, details));
  }

  private void apply(Entry entry) {
    Optional.ofNullable(agents.get(entry.detail("agent"))).ifPresent(a -> a.apply(entry));
  }

  private static Optional<String> operation(String command) {
    return switch (command) {
      case "!disable-account" -> Optional.of("disable-account");
      case "!rempart-enable-account" -> Optional.of("enable-account");
      case "!rempart-end-session" -> Optional.of("end-session");
      case "!rempart-kill-process" -> Optional.of("kill-process");
      case "!rempart-isolate" -> Optional.of("isolate");
      case "!rempart-release" -> Optional.of("release");
      default -> Optional.empty();
    };
  }

  private static Map<String, Object> listed(List<Map<String, Object>> all, Call call) {
    var chosen =
        all.stream()
            .filter(item -> fits(call.parameter("name"), item.get("name")))
            .filter(item -> fits(call.parameter("agents_list"), item.get("id")))
            .filter(item -> fits(call.parameter("ruser"), item.get("ruser")))
            .filter(item -> fits(call.parameter("euser"), item.get("euser")))
            .filter(item -> fits(call.parameter("pid"), item.get("pid")))
            .toList();
    String limit = call.parameter("limit");
    var page = chosen.stream().limit(limit.isEmpty() ? PAGE : Long.parseLong(limit)).toList();
    Map<String, Object> answer = new HashMap<>(Envelope.data(Envelope.items(page, chosen.size())));
    answer.put("message", "All specified information was returned");
    return answer;
  }

  private static boolean fits(String wanted, Object value) {
    return wanted.isEmpty() || wanted.equalsIgnoreCase(String.valueOf(value));
  }

  private static List<Machine> machines() {
    try (InputStream file =
        WazuhStandIn.class.getResourceAsStream("/org/rempart/practice/estate.json")) {
      JsonMapper json = JsonMapper.shared();
      return List.of(json.treeToValue(json.readTree(file).path("agents"), Machine[].class));
    } catch (IOException e) {
      throw new IllegalStateException("estate.json can't be read", e);
    }
  }
}
