package org.rempart.app.live;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;

/**
 * The last notices with their marks, so that a browser whose stream opens late or breaks misses
 * none. A mark names the run of the application too: the numbers of another instance, or of before
 * a restart, mean nothing here. Thread-safe.
 */
final class RecentNotices {

  private static final int KEPT = 1_000;

  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private final Deque<Notice> kept = new ArrayDeque<>();
  private long last;

  /** The mark of the newest notice, or of none yet. */
  synchronized String mark() {
    return mark(last);
  }

  synchronized Notice add(String what) {
    var notice = new Notice(++last, mark(last), what);
    kept.addLast(notice);
    if (kept.size() > KEPT) {
      kept.removeFirst();
    }
    return notice;
  }

  /**
   * The notices after a mark, oldest first.
   *
   * @return one {@code all} when the mark is foreign or older than what is kept; none when it is
   *     empty
   */
  synchronized List<Notice> after(String mark) {
    if (mark.isEmpty()) {
      return List.of();
    }
    var from = number(mark);
    if (from < last - kept.size() || from > last) {
      return List.of(new Notice(last, mark(last), ChangeListener.ALL));
    }
    return kept.stream().filter(notice -> notice.number() > from).toList();
  }

  private String mark(long number) {
    return run + "-" + number;
  }

  /** The mark's number, or -1 when it is not of this run. */
  private long number(String mark) {
    var number = mark.startsWith(run + "-") ? mark.substring(run.length() + 1) : "";
    return number.matches("\\d{1,18}") ? Long.parseLong(number) : -1;
  }

  /**
   * What was told.
   *
   * @param number counts the notices of this run, from 1
   * @param mark its name for browsers
   * @param what kind and id with a colon between, or {@code all}
   */
  record Notice(long number, String mark, String what) {}
}
