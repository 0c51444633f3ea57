package org.rempart.core.alert.source;

import io.burt.jmespath.Expression;
import io.burt.jmespath.JmesPath;
import io.burt.jmespath.jcf.JcfRuntime;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A way to a value in a record. */
sealed interface FieldPath {

  /** The value; a missing node when there is none. */
  JsonNode in(JsonNode record);

  /** How the mapping writes it: the field's name in messages. */
  String written();

  /** The text it leads to; the first when there are several. */
  default Optional<String> text(JsonNode record) {
    return texts(record).stream().findFirst();
  }

  /** All texts it leads to. */
  default List<String> texts(JsonNode record) {
    return Fields.texts(in(record));
  }

  /** Throws {@link IllegalArgumentException} when it is neither pointer nor expression. */
  static FieldPath of(String written) {
    return written.startsWith("/")
        ? new Pointer(written, JsonPointer.compile(written))
        : new Query(written, Query.LANGUAGE.compile(written));
  }

  /** A JSON Pointer. */
  record Pointer(String written, JsonPointer pointer) implements FieldPath {

    @Override
    public JsonNode in(JsonNode record) {
      return record.at(pointer);
    }
  }

  /** A JMESPath expression. */
  record Query(String written, Expression<Object> expression) implements FieldPath {

    private static final JmesPath<Object> LANGUAGE = new JcfRuntime();
    private static final JsonMapper JSON = new JsonMapper();

    @Override
    public JsonNode in(JsonNode record) {
      return JSON.valueToTree(expression.search(JSON.treeToValue(record, Object.class)));
    }
  }
}
