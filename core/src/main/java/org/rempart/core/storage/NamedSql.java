package org.rempart.core.storage;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;
import org.springframework.jdbc.core.namedparam.ParsedSql;

/** A statement whose values have names, written {@code :name}; parsed once. Made as a constant. */
public final class NamedSql {

  private final ParsedSql parsed;
  private final String text;

  private NamedSql(ParsedSql parsed) {
    this.parsed = parsed;
    this.text = NamedParameterUtils.substituteNamedParameters(parsed, null);
  }

  /** Parses one statement. */
  public static NamedSql of(String sql) {
    return new NamedSql(NamedParameterUtils.parseSqlStatement(sql));
  }

  /** The statement with {@code ?} for its values. */
  String text() {
    return text;
  }

  /** The values in the order of {@link #text}. */
  List<@Nullable Object> values(Map<String, ?> parameters) {
    return Arrays.asList(
        NamedParameterUtils.buildValueArray(parsed, new MapSqlParameterSource(parameters), null));
  }
}
