package org.rempart.embedded.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.rempart.embedded.supervisor.Terminal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What people would answer in the demonstration: by form from the script, and for a form it does
 * not know, by what the form requires.
 */
final class Answers {

  private static final JsonMapper JSON = new JsonMapper();

  private final RempartApi api;
  private final Terminal terminal;
  private final JsonNode script;
  private final Set<String> given = new HashSet<>();

  Answers(RempartApi api, Terminal terminal) {
    this.api = api;
    this.terminal = terminal;
    this.script = script();
  }

  /** Answers every open task once. */
  void give() {
    for (JsonNode task : open()) {
      String id = task.path("id").asString();
      if (given.add(id)) {
        JsonNode details = api.get("tasks/" + id);
        terminal.say("          -> a person answers: " + task.path("title").asString());
        ObjectNode body = JSON.createObjectNode();
        body.set("variables", values(task.path("formId").asString(), details.path("form")));
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

  private ObjectNode values(String formId, JsonNode form) {
    ObjectNode values = JSON.createObjectNode();
    for (JsonNode field : form.path("components")) {
      String key = field.path("key").asString("");
      if (!key.isEmpty() && field.path("validate").path("required").asBoolean(false)) {
        values.set(key, required(field));
      }
    }
    script.path(formId).properties().forEach(entry -> values.set(entry.getKey(), entry.getValue()));
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
