package org.rempart.practice;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * The answer to a {@link Call}.
 *
 * @param status HTTP status
 * @param headers besides the content type
 * @param body JSON text
 */
public record Reply(int status, Map<String, String> headers, String body) {

  private static final JsonMapper JSON = JsonMapper.shared();

  /** An answer with this value as JSON. */
  public static Reply json(int status, Object value) {
    return new Reply(status, Map.of(), JSON.writeValueAsString(value));
  }

  /** The same with one more header. */
  public Reply with(String header, String value) {
    return new Reply(status, Map.of(header, value), body);
  }
}
