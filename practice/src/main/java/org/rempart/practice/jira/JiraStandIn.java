package org.rempart.practice.jira;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
 * Tickets of a Jira Cloud project, with their traps: a search finds what was written a while later,
 * the old search is gone, texts must be documents, and a ticket closes by a transition whose id has
 * to be asked for.
 */
public final class JiraStandIn implements StandIn {

  private static final String NAME = "jira";
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Pattern JQL =
      Pattern.compile("project = \"([^\"]*)\" AND labels = \"([^\"]*)\".*");
  private static final String ISSUE = "/rest/api/3/issue/SEC-\\d+";

  private final Ledger ledger;
  private final Effects effects;
  private final Duration lag;
  private final Map<Integer, Map<String, Object>> issues = new TreeMap<>();
  private final Map<Integer, List<Map<String, Object>>> comments = new TreeMap<>();
  private final Set<Integer> indexed = ConcurrentHashMap.newKeySet();

  /**
   * @param lag how long after a write a search shows it
   */
  public JiraStandIn(Ledger ledger, Effects effects, Duration lag) {
    this.ledger = ledger;
    this.effects = effects;
    this.lag = lag;
    ledger.of(NAME).forEach(this::apply);
    indexed.addAll(issues.keySet());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public synchronized Reply handle(Call call) {
    if (!Credentials.JIRA.basic(call)) {
      return Reply.json(401, Map.of("message", "Client must be authenticated"));
    }
    if (call.is("GET", "/rest/api/3/myself")) {
      return Reply.json(200, Map.of("accountId", "5b10", "displayName", "Rempart"));
    }
    if (call.is("GET", "/rest/api/3/mypermissions")) {
      return rights(call);
    }
    if (call.path().equals("/rest/api/3/search")) {
      return error(410, "The requested API has been removed. Use /rest/api/3/search/jql.");
    }
    if (call.is("GET", "/rest/api/3/search/jql")) {
      return found(call);
    }
    if (call.is("POST", "/rest/api/3/issue")) {
      return created(call.json());
    }
    return call.path().matches(ISSUE + ".*") ? ofIssue(call) : error(404, "no such resource");
  }

  @Override
  public Reply errorInside() {
    return error(400, "Field 'labels' cannot be set. It is not on the appropriate screen.");
  }

  @Override
  public synchronized Object state() {
    return Map.of(
        "issues", List.copyOf(issues.values()),
        "comments", Map.copyOf(comments),
        "operations", ledger.of(NAME));
  }

  private static Reply rights(Call call) {
    if (!call.parameter("projectKey").equals("SEC")) {
      return error(404, "No project could be found with key '" + call.parameter("projectKey"));
    }
    Map<String, Object> rights = new LinkedHashMap<>();
    for (String right : call.parameter("permissions").split(",")) {
      rights.put(right, Map.of("key", right, "havePermission", true));
    }
    return Reply.json(200, Map.of("permissions", rights));
  }

  private Reply found(Call call) {
    Matcher jql = JQL.matcher(call.parameter("jql"));
    if (!jql.matches()) {
      return error(400, "Error in the JQL Query");
    }
    List<Object> hits = new ArrayList<>();
    issues.forEach(
        (number, issue) -> {
          boolean labelled = labels(issue).contains("\"" + jql.group(2) + "\"");
          if (jql.group(1).equals("SEC") && labelled && indexed.contains(number)) {
            hits.add(issue);
          }
        });
    return Reply.json(200, Map.of("issues", hits, "isLast", true));
  }

  private static String labels(Map<String, Object> issue) {
    return String.valueOf(((Map<?, ?>) issue.get("fields")).get("labels"));
  }

  private Reply created(JsonNode body) {
    JsonNode fields = body.path("fields");
    boolean whole =
        fields.path("project").path("key").asString("").equals("SEC")
            && fields.path("issuetype").path("name").asString("").equals("Task")
            && !fields.path("summary").asString("").isEmpty()
            && document(fields.path("description"));
    if (!whole) {
      return Reply.json(
          400, Map.of("errorMessages", List.of(), "errors", Map.of("fields", "is not valid")));
    }
    int number = issues.size() + 1;
    Map<String, String> details =
        Map.of(
            "summary", fields.path("summary").asString(),
            "labels", fields.path("labels").toString(),
            "description", fields.path("description").toString(),
            "properties", body.path("properties").toString());
    apply(ledger.append(NAME, "create", "SEC-" + number, details));
    effects.after(lag, () -> indexed.add(number));
    return Reply.json(201, Map.of("id", String.valueOf(10_000 + number), "key", "SEC-" + number));
  }

  /** Text alone is refused, and so is a text node without text. */
  private static boolean document(JsonNode text) {
    boolean empty = text.toString().contains("\"text\":\"\"");
    return text.path("type").asString("").equals("doc")
        && text.path("version").asInt(0) == 1
        && !empty;
  }

  private Reply ofIssue(Call call) {
    String[] parts = call.path().split("/");
    int number = Integer.parseInt(parts[5].substring("SEC-".length()));
    Map<String, Object> issue = issues.get(number);
    if (issue == null) {
      return error(404, "Issue does not exist or you do not have permission to see it.");
    }
    return switch (call.method() + " " + (parts.length > 6 ? parts[6] : "")) {
      case "GET " -> Reply.json(200, issue);
      case "GET comment" ->
          Reply.json(200, Map.of("comments", comments.getOrDefault(number, List.of())));
      case "POST comment" -> commented(parts[5], call.json().path("body"));
      case "GET transitions" -> Reply.json(200, Map.of("transitions", transitions(number)));
      case "POST transitions" -> moved(number, call.json().path("transition").path("id"));
      default -> error(405, "method not allowed");
    };
  }

  private Reply commented(String key, JsonNode body) {
    if (!document(body)) {
      return error(400, "Comment body is not valid!");
    }
    apply(ledger.append(NAME, "comment", key, Map.of("body", body.toString())));
    return Reply.json(201, Map.of("id", "1"));
  }

  private List<Object> transitions(int number) {
    return done(number)
        ? List.of(way("41", "Reopen", "new"))
        : List.of(way("11", "Start", "indeterminate"), way("31", "Done", "done"));
  }

  private boolean done(int number) {
    return String.valueOf(issues.get(number)).contains("key=done");
  }

  private Reply moved(int number, JsonNode id) {
    boolean there = transitions(number).toString().contains("id=" + id.asString("") + ",");
    if (!there) {
      return error(400, "It seems that you have tried to perform an illegal workflow operation.");
    }
    apply(ledger.append(NAME, "transition", "SEC-" + number, Map.of("id", id.asString(""))));
    return new Reply(204, Map.of(), "");
  }

  private void apply(Entry entry) {
    int number = Integer.parseInt(entry.target().substring("SEC-".length()));
    switch (entry.operation()) {
      case "create" -> issues.put(number, issue(entry, number));
      case "comment" ->
          comments
              .computeIfAbsent(number, n -> new ArrayList<>())
              .addFirst(comment(JSON.readTree(entry.detail("body"))));
      default -> fields(number).put("status", status(entry.detail("id")));
    }
  }

  private static Map<String, Object> issue(Entry entry, int number) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("summary", entry.detail("summary"));
    fields.put("labels", JSON.readTree(entry.detail("labels")));
    fields.put("description", JSON.readTree(entry.detail("description")));
    fields.put("status", status("41"));
    return Map.of(
        "id", String.valueOf(10_000 + number),
        "key", entry.target(),
        "fields", fields,
        "properties", JSON.readTree(entry.detail("properties")));
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> fields(int number) {
    return (Map<String, Object>) issues.get(number).get("fields");
  }

  private static Map<String, Object> status(String transition) {
    return switch (transition) {
      case "31" -> Map.of("name", "Done", "statusCategory", Map.of("key", "done"));
      case "11" -> Map.of("name", "Doing", "statusCategory", Map.of("key", "indeterminate"));
      default -> Map.of("name", "To Do", "statusCategory", Map.of("key", "new"));
    };
  }

  private static Map<String, Object> way(String id, String name, String category) {
    Map<String, Object> way = new LinkedHashMap<>(Map.of("name", name));
    way.put("to", Map.of("statusCategory", Map.of("key", category)));
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("id", id);
    all.putAll(way);
    return all;
  }

  /** One that is a picture alone has nothing that is rendered. */
  private static Map<String, Object> comment(JsonNode document) {
    Map<String, Object> comment = new LinkedHashMap<>();
    boolean text = document.toString().contains("\"text\":");
    comment.put("renderedBody", text ? rendered(document) : null);
    return comment;
  }

  private static String rendered(JsonNode document) {
    StringBuilder html = new StringBuilder();
    document
        .path("content")
        .forEach(
            p -> {
              String text = p.path("content").path(0).path("text").asString("");
              html.append("<p>").append(text.replace("<", "&lt;")).append("</p>");
            });
    return html.toString();
  }

  private static Reply error(int status, String message) {
    return Reply.json(status, Map.of("errorMessages", List.of(message), "errors", Map.of()));
  }
}
