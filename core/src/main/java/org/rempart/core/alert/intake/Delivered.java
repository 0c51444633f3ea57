package org.rempart.core.alert.intake;

import org.jspecify.annotations.Nullable;

/**
 * One record as it was delivered.
 *
 * @param source id of the source
 * @param raw the bytes that were sent
 * @param site where it happened, if the sender says so; else the source's site
 * @param replay whether the sender plays old records again
 * @param position where in a stream it stands, or {@code null} when it came by request
 */
public record Delivered(
    String source, byte[] raw, @Nullable String site, boolean replay, @Nullable Position position) {

  /** Where it came from, for people. */
  String origin() {
    return position == null
        ? "http"
        : position.stream() + "/" + position.partition() + "/" + position.offset();
  }

  /**
   * Where in a stream a record stands.
   *
   * @param stream the same for the same offsets only: the cluster's id and the topic
   */
  public record Position(String stream, int partition, long offset) {}
}
