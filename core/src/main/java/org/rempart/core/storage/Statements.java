package org.rempart.core.storage;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.support.DataAccessUtils;
import org.springframework.jdbc.core.ArgumentPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.PreparedStatementCallback;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.RowMapperResultSetExtractor;

/**
 * Statements that need none of each other's answers, and so go to the database in one message: a
 * round trip takes about as long as one of them. They are run in their order, and each sees what
 * those before it did. Not thread-safe.
 */
public final class Statements {

  private final List<Waiting<?>> waiting = new ArrayList<>();

  /**
   * Adds a statement whose answer nobody wants.
   *
   * @param sql one statement, with {@code ?} for its values
   * @param parameters its values, in their order
   */
  public void add(String sql, @Nullable Object... parameters) {
    waiting.add(new Waiting<>(sql, Arrays.asList(parameters), rows -> null));
  }

  /**
   * Adds a statement that answers rows.
   *
   * @param parameters its values, by their names; none of them {@code null}
   * @return the answer, which is there once all has been sent
   */
  public <T> Answer<T> ask(NamedSql sql, Map<String, ?> parameters, ResultSetExtractor<T> reader) {
    Waiting<T> statement = new Waiting<>(sql.text(), sql.values(parameters), reader);
    waiting.add(statement);
    return statement.answer;
  }

  /** Adds a statement that answers any number of rows; as {@link #ask} otherwise. */
  public <T> Answer<List<T>> list(NamedSql sql, Map<String, ?> parameters, RowMapper<T> row) {
    return ask(sql, parameters, new RowMapperResultSetExtractor<>(row));
  }

  /** Adds a statement that answers one row, no more and no fewer; as {@link #ask} otherwise. */
  public <T> Answer<T> one(NamedSql sql, Map<String, ?> parameters, RowMapper<T> row) {
    RowMapperResultSetExtractor<T> rows = new RowMapperResultSetExtractor<>(row, 1);
    return ask(sql, parameters, all -> DataAccessUtils.requiredSingleResult(rows.extractData(all)));
  }

  /**
   * Sends what was added since the last time, in the caller's transaction; nothing when there is
   * nothing. One that fails fails all.
   */
  public void send(JdbcOperations jdbc) {
    if (waiting.isEmpty()) {
      return;
    }
    String text = waiting.stream().map(s -> s.sql).collect(Collectors.joining(";\n"));
    jdbc.execute(text, (PreparedStatementCallback<Void>) this::run);
    waiting.clear();
  }

  /** Asks one thing by itself, at once. */
  public static <T> T answer(
      JdbcOperations jdbc, Function<Statements, ? extends Supplier<T>> question) {
    Statements statements = new Statements();
    Supplier<T> answer = question.apply(statements);
    statements.send(jdbc);
    return answer.get();
  }

  private @Nullable Void run(PreparedStatement all) throws SQLException {
    List<@Nullable Object> values = new ArrayList<>();
    waiting.forEach(s -> values.addAll(s.values));
    new ArgumentPreparedStatementSetter(values.toArray()).setValues(all);
    boolean answersRows = all.execute();
    for (Waiting<?> statement : waiting) {
      if (answersRows) {
        statement.read(all.getResultSet());
      }
      answersRows = all.getMoreResults();
    }
    return null;
  }

  /** What a statement will have answered once it has been sent. */
  public static final class Answer<T> implements Supplier<T> {

    private @Nullable T value;

    private Answer(@Nullable T value) {
      this.value = value;
    }

    /** An answer that needs no question. */
    public static <T> Answer<T> of(T value) {
      return new Answer<>(value);
    }

    /** The answer. Throws {@link IllegalStateException} while its statement has not been sent. */
    @Override
    public T get() {
      T answered = value;
      if (answered == null) {
        throw new IllegalStateException("nothing was sent that answers this");
      }
      return answered;
    }
  }

  private static final class Waiting<T> {

    private final String sql;
    private final List<@Nullable Object> values;
    private final ResultSetExtractor<T> reader;
    private final Answer<T> answer = new Answer<>(null);

    private Waiting(String sql, List<@Nullable Object> values, ResultSetExtractor<T> reader) {
      this.sql = sql;
      this.values = Collections.unmodifiableList(values);
      this.reader = reader;
    }

    private void read(ResultSet rows) throws SQLException {
      answer.value = reader.extractData(rows);
    }
  }
}
