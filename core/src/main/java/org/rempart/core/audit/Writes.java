package org.rempart.core.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Statements that need none of each other's answers, and so go to the database in one message: a
 * round trip takes about as long as one of them. They are run in their order. Not thread-safe.
 */
public final class Writes {

  private final List<String> statements = new ArrayList<>();
  private final List<@Nullable Object> values = new ArrayList<>();

  /**
   * Adds a statement.
   *
   * @param sql one statement that answers no rows, with {@code ?} for its values
   * @param parameters its values, in their order
   */
  public void add(String sql, @Nullable Object... parameters) {
    statements.add(sql);
    values.addAll(Arrays.asList(parameters));
  }

  /** Sends them, in the caller's transaction; does nothing when there are none. */
  public void send(JdbcClient jdbc) {
    if (!statements.isEmpty()) {
      jdbc.sql(String.join(";\n", statements)).params(values).update();
    }
  }
}
