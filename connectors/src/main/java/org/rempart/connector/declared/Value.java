package org.rempart.connector.declared;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a declaration gives: a constant, an expression, or a structure of both. */
sealed interface Value {

  /** Its value now; {@code null} when an expression has none. */
  @Nullable Object of(Map<String, Object> variables);

  /** As it stands. */
  record Constant(@Nullable Object value) implements Value {
    @Override
    public @Nullable Object of(Map<String, Object> variables) {
      return value;
    }
  }

  /** By an expression. */
  record Computed(Expression expression) implements Value {
    @Override
    public @Nullable Object of(Map<String, Object> variables) {
      return expression.of(variables);
    }
  }

  /** An object; an entry whose expression has no value is left out. */
  record Struct(Map<String, Value> entries) implements Value {
    @Override
    public Map<String, Object> of(Map<String, Object> variables) {
      Map<String, Object> all = new LinkedHashMap<>();
      entries.forEach(
          (name, value) -> {
            Object one = value.of(variables);
            if (one != null || value instanceof Constant) {
              all.put(name, one);
            }
          });
      return all;
    }
  }

  /** A list. */
  record Sequence(List<Value> items) implements Value {
    @Override
    public List<Object> of(Map<String, Object> variables) {
      List<Object> all = new ArrayList<>();
      items.forEach(item -> all.add(item.of(variables)));
      return all;
    }
  }
}
