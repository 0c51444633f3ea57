package org.rempart.practice.slack;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
 * Messages of Slack's Web API, with its traps: an error is a 200 with {@code "ok":false}, a wrong
 * token too; a channel that the app is not in looks like none; metadata is shown to who asks for
 * it.
 */
public final class SlackStandIn implements StandIn {

  /** The channel that the app was invited to. */
  public static final String CHANNEL = "C0PRACTICE1";

  private static final String NAME = "slack";
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Set<String> PARTS = Set.of("text", "blocks", "metadata");

  private final Ledger ledger;
  private final Effects effects;
  // By their ids, which are their times: the oldest first.
  private final Map<String, Map<String, Object>> messages = new TreeMap<>();
  private int given;

  public SlackStandIn(Ledger ledger, Effects effects) {
    this.ledger = ledger;
    this.effects = effects;
    ledger.of(NAME).forEach(this::apply);
    given = messages.size();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Reply handle(Call call) {
    Reply reply = Credentials.SLACK.bearer(call) ? answered(call) : error("invalid_auth");
    return reply.with("X-OAuth-Scopes", "chat:write,channels:history");
  }

  @Override
  public Reply errorInside() {
    return error("internal_error");
  }

  @Override
  public synchronized Object state() {
    return Map.of("messages", List.copyOf(messages.values()), "operations", ledger.of(NAME));
  }

  private Reply answered(Call call) {
    return switch (call.method() + " " + call.path()) {
      case "GET /api/auth.test" ->
          ok(Map.of("team", "Practice", "team_id", Credentials.SLACK.user(), "user", "rempart"));
      case "GET /api/conversations.history" -> history(call);
      case "POST /api/chat.postMessage" -> posted(call);
      case "POST /api/chat.update" -> updated(call);
      default -> error("unknown_method");
    };
  }

  private synchronized Reply history(Call call) {
    if (!call.parameter("channel").equals(CHANNEL)) {
      return error("channel_not_found");
    }
    boolean metadata = call.parameter("include_all_metadata").equals("true");
    String oldest = call.parameter("oldest");
    String latest = call.parameter("latest");
    List<Map<String, Object>> found = new ArrayList<>();
    messages.forEach(
        (ts, message) -> {
          if (ts.compareTo(oldest) >= 0 && (latest.isEmpty() || ts.compareTo(latest) <= 0)) {
            found.addFirst(shown(message, metadata));
          }
        });
    int limit = Integer.parseInt("0" + call.parameter("limit"));
    boolean more = limit > 0 && found.size() > limit;
    List<Map<String, Object>> page = more ? found.subList(0, limit) : found;
    return ok(Map.of("messages", page, "has_more", more));
  }

  private static Map<String, Object> shown(Map<String, Object> message, boolean metadata) {
    Map<String, Object> shown = new LinkedHashMap<>(message);
    if (!metadata) {
      shown.remove("metadata");
    }
    return shown;
  }

  private synchronized Reply posted(Call call) {
    JsonNode body = call.json();
    if (!body.path("channel").asString("").equals(CHANNEL)) {
      return error("channel_not_found");
    }
    if (body.path("text").asString("").isEmpty()) {
      return error("no_text");
    }
    String ts = "1800000000.%06d".formatted(++given);
    effects.after(call.effectAfter(), () -> apply(ledger.append(NAME, "post", ts, parts(body))));
    return ok(Map.of("channel", CHANNEL, "ts", ts));
  }

  private synchronized Reply updated(Call call) {
    JsonNode body = call.json();
    String ts = body.path("ts").asString("");
    if (!messages.containsKey(ts)) {
      return error("message_not_found");
    }
    effects.after(call.effectAfter(), () -> apply(ledger.append(NAME, "update", ts, parts(body))));
    return ok(Map.of("channel", CHANNEL, "ts", ts));
  }

  private static Map<String, String> parts(JsonNode body) {
    Map<String, String> parts = new LinkedHashMap<>();
    PARTS.stream().filter(body::has).forEach(p -> parts.put(p, body.path(p).toString()));
    return parts;
  }

  private synchronized void apply(Entry entry) {
    Map<String, Object> message =
        messages.computeIfAbsent(entry.target(), ts -> new LinkedHashMap<>(Map.of("ts", ts)));
    entry.details().forEach((part, text) -> message.put(part, JSON.readTree(text)));
  }

  private static Reply ok(Map<String, ?> more) {
    Map<String, Object> body = new LinkedHashMap<>(more);
    body.put("ok", true);
    return Reply.json(200, body);
  }

  private static Reply error(String code) {
    return Reply.json(200, Map.of("ok", false, "error", code));
  }
}
