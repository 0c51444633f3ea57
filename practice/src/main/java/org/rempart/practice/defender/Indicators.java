package org.rempart.practice.defender;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rempart.practice.Call;
import org.rempart.practice.Effects;
import org.rempart.practice.Entry;
import org.rempart.practice.Ledger;
import org.rempart.practice.Reply;

/**
 * Indicators of Defender, with their trap: submitting a value again changes what was there. They
 * are listed in pages, and nothing says how many there are.
 */
final class Indicators {

  private static final Pattern WANTED = Pattern.compile("(indicator\\w+) eq '([^']*)'");
  private static final int MOST_IN_A_PAGE = 10_000;
  private static final List<String> REQUIRED = List.of("indicatorType", "action");

  /** The page wants the first two as well, but what was made in another way may lack them. */
  private static final List<String> WORDS = List.of("title", "description", "expirationTime");

  private final Ledger ledger;
  private final Effects effects;

  /** By value; one of a value at most. */
  private final Map<String, Map<String, Object>> indicators = new TreeMap<>();

  Indicators(Ledger ledger, Effects effects) {
    this.ledger = ledger;
    this.effects = effects;
  }

  Reply handle(Call call) {
    return switch (call.method()) {
      case "GET" -> listed(call, found(call.parameter("$filter")));
      case "POST" -> submitted(call);
      case "DELETE" -> deleted(call);
      default -> DefenderStandIn.error(405, "MethodNotAllowed", "no such method");
    };
  }

  synchronized List<Map<String, Object>> all() {
    return List.copyOf(indicators.values());
  }

  synchronized void apply(Entry entry) {
    if (entry.operation().equals("indicator-deleted")) {
      indicators.remove(entry.target());
      return;
    }
    Map<String, Object> one =
        indicators.computeIfAbsent(
            entry.target(),
            value -> new HashMap<>(Map.of("id", "" + entry.number(), "indicatorValue", value)));
    one.keySet().removeAll(WORDS);
    one.putAll(entry.details());
    String group = entry.detail("group");
    one.put("rbacGroupNames", group.isEmpty() ? List.of() : List.of(group));
  }

  private synchronized List<Map<String, Object>> found(String filter) {
    Matcher wanted = WANTED.matcher(filter);
    boolean any = !wanted.find();
    return indicators.values().stream()
        .filter(i -> any || wanted.group(2).equals(i.get(wanted.group(1))))
        .toList();
  }

  private static Reply listed(Call call, List<Map<String, Object>> found) {
    int most = call.number("$top", MOST_IN_A_PAGE);
    if (most > MOST_IN_A_PAGE) {
      return DefenderStandIn.error(400, "BadRequest", "The limit of $top was exceeded");
    }
    int from = call.number("$skip", 0);
    return Reply.json(200, Map.of("value", found.stream().skip(from).limit(most).toList()));
  }

  private Reply submitted(Call call) {
    Map<String, String> details = new HashMap<>();
    REQUIRED.forEach(f -> details.put(f, call.json().path(f).asString("")));
    String value = call.json().path("indicatorValue").asString("");
    if (value.isEmpty() || details.containsValue("")) {
      return DefenderStandIn.error(400, "InvalidInput", "a required field is missing");
    }
    WORDS.stream()
        .filter(call.json()::hasNonNull)
        .forEach(f -> details.put(f, call.json().path(f).asString()));
    details.put("group", call.json().path("rbacGroupNames").path(0).asString(""));
    effects.after(call.effectAfter(), () -> record("indicator-submitted", value, details));
    return Reply.json(200, Map.of("indicatorValue", value, "action", details.get("action")));
  }

  private Reply deleted(Call call) {
    for (Map<String, Object> one : all()) {
      if (call.last().equals(one.get("id"))) {
        String value = one.get("indicatorValue").toString();
        effects.after(call.effectAfter(), () -> record("indicator-deleted", value, Map.of()));
        return new Reply(204, Map.of(), "");
      }
    }
    return DefenderStandIn.error(404, "ResourceNotFound", "no indicator " + call.last());
  }

  private synchronized void record(String operation, String value, Map<String, String> details) {
    apply(ledger.append(DefenderStandIn.NAME, operation, value, details));
  }
}
