package org.rempart.core.playbook;

import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts a language into a form. A form's structure stands once; its texts come from the bundle under
 * {@code form.<form id>.<field>.label}, {@code .description}, {@code .text} and {@code
 * .value.<value>}, where a field inside a list is {@code <list>.<field>}. A text that the bundle
 * lacks stays as the form has it.
 */
final class FormText {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final String formId;
  private final Function<String, Optional<String>> words;

  FormText(String formId, Function<String, Optional<String>> words) {
    this.formId = formId;
    this.words = words;
  }

  static String idOf(byte[] form) {
    return JSON.readTree(form).path("id").asString("");
  }

  String translate(byte[] form) {
    JsonNode root = JSON.readTree(form);
    components(root, "");
    return JSON.writeValueAsString(root);
  }

  private void components(JsonNode parent, String prefix) {
    for (JsonNode component : parent.path("components")) {
      if (component instanceof ObjectNode object) {
        component(object, prefix);
      }
    }
  }

  private void component(ObjectNode component, String prefix) {
    String name = prefix + name(component);
    put(component, "label", name + ".label");
    put(component, "dateLabel", name + ".label");
    put(component, "description", name + ".description");
    put(component, "text", name + ".text");
    for (JsonNode value : component.path("values")) {
      put((ObjectNode) value, "label", name + ".value." + value.path("value").asString());
    }
    components(component, name + ".");
  }

  private String name(ObjectNode component) {
    if (component.has("key")) {
      return component.path("key").asString();
    }
    if (component.has("path")) {
      return component.path("path").asString();
    }
    String id = component.path("id").asString("");
    return id.startsWith(formId + "_") ? id.substring(formId.length() + 1) : id;
  }

  private void put(ObjectNode object, String field, String key) {
    if (object.has(field)) {
      words.apply("form." + formId + "." + key).ifPresent(text -> object.put(field, text));
    }
  }
}
