package org.rempart.embedded.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.rempart.embedded.supervisor.Terminal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What people would answer in the demonstration: by form from the script, and for a form it does
 * not know, by what the form requires. A form that comes back in an incident has a list of answers
 * there; the last of them stays.
 */
final class Answers {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern AFTERWARDS = Pattern.compile("-(recovery|review)$");

  private final RempartApi api;
  private final Terminal terminal;
  private final JsonNode script;
  private final Set<String> given = new HashSet<>();

  /** How often a form was answered, by incident and form. */
  private final Map<String, Integer> rounds = new HashMap<>();

  Answers(RempartApi api, Terminal terminal) {
    this.api = api;
    this.terminal = terminal;
    this.script = script();
  }

  /**
   * Answers every open task once.
   *
   * @param attackOver nobody gives access back, or closes the book, while the attack goes on
   */
  void give(boolean attackOver) {
    for (JsonNode task : open()) {
      String id = task.path("id").asString();
      boolean early = !attackOver && AFTERWARDS.matcher(task.path("formId").asString()).find();
      if (!early && given.add(id)) {
        JsonNode details = api.get("tasks/" + id);
        terminal.say("          -> a person answers: " + task.path("title").asString());
        ObjectNode body = JSON.createObjectNode();
        body.set("variables", values(answer(task), details.path("form")));
        api.post("tasks/" + id + "/complete", body);
      }
    }
  }

  /** Names the tasks that still wait, for a message. */
  String waiting() {
    String titles =
        open().stream()
            .map(task -> task.path("title").asString())
            .collect(Collectors.joining(", "));
    return titles.isEmpty() ? "" : "; tasks waiting: " + titles;
  }

  private List<JsonNode> open() {
    return api.items("tasks?limit=200");
  }

  private JsonNode answer(JsonNode task) {
    String formId = task.path("formId").asString();
    JsonNode answers = script.path(formId);
    if (!answers.isArray()) {
      return answers;
    }
    String incident = task.path("incidentId").asString();
    int round = rounds.merge(incident + " " + formId, 1, Integer::sum);
    return answers.get(Math.min(round, answers.size()) - 1);
  }

  private static ObjectNode values(JsonNode answer, JsonNode form) {
    ObjectNode values = JSON.createObjectNode();
    for (JsonNode field : form.path("components")) {
      String key = field.path("key").asString("");
      boolean required = field.path("validate").path("required").asBoolean(false);
      if (!key.isEmpty() && required && !field.has("conditional")) {
        values.set(key, required(field));
      }
    }
    answer.properties().forEach(entry -> values.set(entry.getKey(), entry.getValue()));
    return values;
  }

  private static JsonNode required(JsonNode field) {
    return switch (field.path("type").asString("")) {
      case "radio", "select" -> field.path("values").path(0).path("value");
      case "checkbox" -> JSON.getNodeFactory().booleanNode(true);
      case "number" -> JSON.getNodeFactory().numberNode(1);
      case "checklist", "taglist" ->
          JSON.createArrayNode().add(field.path("values").path(0).path("value"));
      default -> JSON.getNodeFactory().stringNode("Demonstration");
    };
  }

  private static JsonNode script() {
    try (InputStream content =
        Objects.requireNonNull(Answers.class.getResourceAsStream("demo-answers.json"))) {
      return JSON.readTree(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
