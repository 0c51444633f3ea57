package org.rempart.core.alert;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Makes UUIDs of version 7 (RFC 9562): they begin with the time, so that indexes grow at one end.
 */
public final class UuidV7 {

  private UuidV7() {}

  /** A new one. */
  public static UUID next() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = System.currentTimeMillis() << 16 | 0x7000 | random.nextInt(1 << 12);
    long low = random.nextLong() >>> 2 | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }
}
