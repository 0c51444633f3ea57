package org.rempart.core.alert.intake;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/** Tells what a record did wrong from what the database lacks at the moment. */
final class Refusals {

  /**
   * Classes of SQLSTATE that blame the data: data exception, integrity, raised by a trigger,
   * program limit. Any other (connection, resources, operator intervention, rights, schema…) goes
   * away, or is ours.
   */
  private static final Set<String> DATA = Set.of("22", "23", "P0", "54");

  private Refusals() {}

  /** Whether another try with the same records would fail again because of them. */
  static boolean blamesRecords(Throwable failed) {
    Optional<SQLException> sql = sql(failed);
    if (sql.isPresent()) {
      String state = sql.get().getSQLState();
      return state != null && state.length() == 5 && DATA.contains(state.substring(0, 2));
    }
    return failed instanceof IllegalArgumentException || failed instanceof ArithmeticException;
  }

  /** Why, without the values. */
  static String reason(Throwable failed) {
    return sql(failed)
        .map(e -> "is refused by the database: SQLSTATE " + e.getSQLState())
        .orElse("can't be kept: " + failed.getClass().getSimpleName());
  }

  private static Optional<SQLException> sql(Throwable failed) {
    for (Throwable t = failed; t != null; t = t.getCause()) {
      if (t instanceof SQLException sql) {
        return Optional.of(sql);
      }
    }
    return Optional.empty();
  }
}
