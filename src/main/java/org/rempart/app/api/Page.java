package org.rempart.app.api;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param items what it holds
 * @param next cursor of the next page, to be handed back as it is; {@code null} on the last
 */
record Page<T>(List<T> items, @Nullable String next) {

  /** Most items a page can have. */
  static final int MOST = 200;

  /** A whole list that is never long. */
  static <T> Page<T> all(List<T> items) {
    return new Page<>(items, null);
  }

  /**
   * A page out of one item more than was asked for, by which it is seen that there is a next one.
   *
   * @param found up to {@code limit + 1} items
   * @param key what the next page goes on from
   */
  static <T> Page<T> of(List<T> found, int limit, Function<T, ?> key) {
    if (found.size() <= limit) {
      return all(found);
    }
    var items = found.subList(0, limit);
    return new Page<>(List.copyOf(items), String.valueOf(key.apply(items.getLast())));
  }

  /** The number a cursor goes on from. */
  static @Nullable Long numberOf(@Nullable String cursor) {
    return read(cursor, Long::valueOf);
  }

  /** The id a cursor goes on from. */
  static @Nullable UUID idOf(@Nullable String cursor) {
    return read(cursor, UUID::fromString);
  }

  private static <T> @Nullable T read(@Nullable String cursor, Function<String, T> reader) {
    if (cursor == null) {
      return null;
    }
    try {
      return reader.apply(cursor);
    } catch (IllegalArgumentException wrong) {
      throw badCursor();
    }
  }

  /** What to throw for a cursor that is none of ours. */
  static BadParameterException badCursor() {
    return new BadParameterException(
        "cursor", "must be the value of \"next\" of a former page, unchanged");
  }

  /** How many items a cursor passes over; for lists whose order has no single key. */
  static int offsetOf(@Nullable String cursor) {
    var number = numberOf(cursor);
    return number == null ? 0 : (int) Math.clamp(number, 0, Integer.MAX_VALUE);
  }

  /** The limit, if it is one. */
  static int checked(int limit) {
    if (limit < 1 || limit > MOST) {
      throw new BadParameterException(
          "limit", "must be between 1 and " + MOST + ", but is " + limit);
    }
    return limit;
  }
}
