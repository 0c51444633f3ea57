package org.rempart.core.task;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.api.FeelEngineBuilder;
import org.rempart.core.playbook.PlaybookLibrary;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks what a person wrote against the Camunda Form (form-js schema) of the task. The browser
 * checks too; this is the check that counts.
 */
@Component
class FormCheck {

  private final PlaybookLibrary library;
  private final JsonMapper json;
  private final FeelEngineApi feel = FeelEngineBuilder.forJava().build();

  FormCheck(PlaybookLibrary library, JsonMapper json) {
    this.library = library;
    this.json = json;
  }

  /**
   * Throws {@link InvalidFormException} with every fault at once. A task whose form is missing
   * takes no values.
   */
  void check(String formId, Map<String, Object> values) {
    var fields =
        library
            .form(formId, Locale.ENGLISH)
            .map(json::readTree)
            .map(FormCheck::fields)
            .orElse(Map.of());
    var faults = new LinkedHashMap<String, String>();
    values.keySet().stream()
        .filter(key -> !fields.containsKey(key))
        .forEach(key -> faults.put(key, "is not a field of the form " + formId));
    fields
        .values()
        .forEach(field -> fault(field, values).ifPresent(f -> faults.put(field.key(), f)));
    if (!faults.isEmpty()) {
      throw new InvalidFormException(faults);
    }
  }

  private Optional<String> fault(FormField field, Map<String, Object> values) {
    Object value = values.get(field.key());
    boolean hidden = field.hiddenBy().stream().anyMatch(hide -> holds(hide, values));
    return hidden ? field.faultWhileHidden(value) : field.fault(value);
  }

  /** As in the browser: a condition that can't be evaluated hides nothing. */
  private boolean holds(String condition, Map<String, Object> values) {
    var answer = feel.evaluateExpression(condition.replaceFirst("^\\s*=", ""), values);
    return answer.isSuccess() && Boolean.TRUE.equals(answer.result());
  }

  /** The fields of a form that take input, by key. */
  static Map<String, FormField> fields(JsonNode form) {
    var fields = new HashMap<String, FormField>();
    collect(form, List.of(), fields);
    return fields;
  }

  /**
   * Fields stand in groups, and groups in groups; the fields of a list's rows are the list's own.
   */
  private static void collect(JsonNode node, List<String> hiddenBy, Map<String, FormField> fields) {
    for (var component : node.path("components")) {
      var hides = Stream.concat(hiddenBy.stream(), FormField.hides(component)).toList();
      var field = new FormField(component, hides);
      if (FormField.takesInput(component) && !field.key().isEmpty()) {
        fields.put(field.key(), field);
      } else if (component.has("components")) {
        collect(component, hides, fields);
      }
    }
  }
}
