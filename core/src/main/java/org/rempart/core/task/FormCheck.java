package org.rempart.core.task;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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

  FormCheck(PlaybookLibrary library, JsonMapper json) {
    this.library = library;
    this.json = json;
  }

  /**
   * Throws {@link InvalidFormException} with every fault at once. A task whose form is missing
   * takes no values.
   */
  void check(String formId, Map<String, Object> values) {
    var fields = new HashMap<String, FormField>();
    library.form(formId, Locale.ENGLISH).ifPresent(form -> collect(json.readTree(form), fields));
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

  private static Optional<String> fault(FormField field, Map<String, Object> values) {
    return field.fault(values.get(field.key()));
  }

  /**
   * Fields stand in groups, and groups in groups; the fields of a list's rows are the list's own.
   */
  private static void collect(JsonNode node, Map<String, FormField> fields) {
    for (var component : node.path("components")) {
      var field = new FormField(component);
      if (FormField.takesInput(component) && !field.key().isEmpty()) {
        fields.put(field.key(), field);
      } else if (component.has("components")) {
        collect(component, fields);
      }
    }
  }
}
