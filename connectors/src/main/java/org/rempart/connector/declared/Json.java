package org.rempart.connector.declared;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON as FEEL takes it: maps, lists, texts, numbers, truth values. */
final class Json {

  private static final JsonMapper MAPPER = JsonMapper.shared();

  private Json() {}

  /** The same as plain Java values; {@code null} for nothing. */
  static @Nullable Object plain(JsonNode node) {
    return node.isMissingNode() || node.isNull() ? null : MAPPER.convertValue(node, Object.class);
  }
}
