package org.rempart.connector.declared;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.Refusal;
import org.rempart.connector.http.HttpCall;

/** Fills the places of a step with values, each so that it stays where it belongs. */
final class Filling {

  private Filling() {}

  /**
   * A request with its values.
   *
   * @throws Refusal when a value is missing, or can't be sent where it belongs
   */
  static HttpCall call(Step step, Map<String, Object> variables, Map<String, String> headers)
      throws Refusal {
    StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
    step.query()
        .forEach(
            (name, value) -> {
              Object one = value.of(variables);
              if (one != null) {
                query.add(PathTemplate.encoded(name) + "=" + PathTemplate.encoded(one.toString()));
              }
            });
    return new HttpCall(
        step.changes(),
        step.method(),
        step.path().of(variables) + query,
        headers,
        step.form() != null ? form(step.form(), variables) : body(step, variables));
  }

  private static @Nullable Object body(Step step, Map<String, Object> variables) throws Refusal {
    if (step.body() == null) {
      return null;
    }
    Object body = step.body().of(variables);
    if (body == null) {
      throw new Refusal("DECLARATION", step.where() + ".body has no value");
    }
    return body;
  }

  private static HttpCall.Form form(Value.Struct form, Map<String, Object> variables) {
    Map<String, String> fields = new LinkedHashMap<>();
    form.of(variables).forEach((name, value) -> fields.put(name, String.valueOf(value)));
    return new HttpCall.Form(fields);
  }

  /** Header fields with their values; those without one are left out. */
  static Map<String, String> headers(Map<String, Value> headers, Map<String, Object> variables)
      throws Refusal {
    Map<String, String> filled = new LinkedHashMap<>();
    for (Map.Entry<String, Value> e : headers.entrySet()) {
      Object value = e.getValue().of(variables);
      if (value != null) {
        filled.put(e.getKey(), fieldValue(e.getKey(), value.toString()));
      }
    }
    return filled;
  }

  /** Only what RFC 9110 §5.5 allows; the HTTP client's own complaint would repeat the value. */
  private static String fieldValue(String name, String value) throws Refusal {
    if (!value.matches("[\\x20-\\x7e\\t]*")) {
      throw new Refusal("BAD_VALUE", "header " + name + " has characters that HTTP can't carry");
    }
    return value;
  }
}
