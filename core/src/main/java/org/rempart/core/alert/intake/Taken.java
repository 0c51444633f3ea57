package org.rempart.core.alert.intake;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import org.rempart.core.alert.source.Reading;
import org.rempart.core.alert.source.Source;

/**
 * A record that was read, before the database saw it.
 *
 * @param index its place in the delivery
 * @param delivered what came
 * @param source where from
 * @param reading what it turned out to be
 */
record Taken(int index, Delivered delivered, Source source, Reading reading) {

  String site() {
    return delivered.site() == null ? source.site() : delivered.site();
  }

  boolean replay() {
    return delivered.replay() || source.replay();
  }

  byte[] sha256() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(delivered.raw());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  Taken refused(String field, String reason) {
    return new Taken(index, delivered, source, new Reading.Refused(field, reason));
  }

  /**
   * The time that windows go by: the source's clock when it is plausible, else the database's.
   *
   * @param received by the database's clock
   */
  Instant windowTime(Instant occurred, Instant received) {
    return replay() || Clocks.plausible(occurred, received) ? occurred : received;
  }
}
