package org.rempart.connector.declared;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.rempart.connector.Refusal;

/**
 * A path with places for values. A value is percent-encoded whole (RFC 3986 §2.1), so that it stays
 * within its segment, and no segment may become a step up.
 *
 * @param where the field, for messages
 * @param parts constants and expressions in turn
 */
record PathTemplate(String where, List<Value> parts) {

  private static final String UNRESERVED = "-._~";

  /**
   * The path with its values.
   *
   * @throws Refusal BAD_VALUE when a value is missing, empty or would leave its segment
   */
  String of(Map<String, Object> variables) throws Refusal {
    StringBuilder path = new StringBuilder();
    for (Value part : parts) {
      path.append(
          part instanceof Value.Computed computed
              ? encoded(text(computed.expression(), variables))
              : String.valueOf(part.of(variables)));
    }
    for (String segment : path.toString().split("/")) {
      if (segment.matches("\\.{1,2}")) {
        throw new Refusal("BAD_VALUE", where + " would leave its place in the path");
      }
    }
    return path.toString();
  }

  private String text(Expression expression, Map<String, Object> variables) throws Refusal {
    String text = String.valueOf(expression.required(variables));
    if (text.isEmpty()) {
      throw new Refusal("BAD_VALUE", where + " has an empty value");
    }
    return text;
  }

  /** All but the unreserved characters of RFC 3986 encoded. */
  static String encoded(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (c < 128 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0)) {
        encoded.append(c);
      } else {
        encoded.append('%').append(String.format("%02X", b & 0xff));
      }
    }
    return encoded.toString();
  }
}
