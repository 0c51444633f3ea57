package org.rempart.core.alert.folding;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/**
 * Rows that go to the database in one statement, as one array of text a column: a thousand
 * strangers at one door are a thousand rows, and a statement for each would take ten times as long.
 */
final class Rows {

  private final List<String[]> rows = new ArrayList<>();

  /** Adds a row; values go by their text. */
  void add(Object... values) {
    String[] row = new String[values.length];
    for (int i = 0; i < values.length; i++) {
      row[i] = values[i].toString();
    }
    rows.add(row);
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  /**
   * Writes them; does nothing when there are none.
   *
   * @param sql a statement with {@code unnest(%s)} for the rows
   * @param columns how many values each has
   */
  void write(JdbcTemplate jdbc, String sql, int columns) {
    if (!rows.isEmpty()) {
      jdbc.update(sql.formatted(places(columns)), arguments(columns));
    }
  }

  /** Writes them and reads what the statement returns; as {@link #write} otherwise. */
  <T> Set<T> read(JdbcTemplate jdbc, String sql, int columns, RowMapper<T> returned) {
    return rows.isEmpty()
        ? Set.of()
        : Set.copyOf(jdbc.query(sql.formatted(places(columns)), returned, arguments(columns)));
  }

  private static String places(int columns) {
    return String.join(", ", Collections.nCopies(columns, "?::text[]"));
  }

  private Object[] arguments(int columns) {
    return IntStream.range(0, columns)
        .mapToObj(column -> rows.stream().map(row -> row[column]).toArray(String[]::new))
        .toArray();
  }
}
