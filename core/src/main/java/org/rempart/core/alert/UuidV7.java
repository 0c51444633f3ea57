package org.rempart.core.alert;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes UUIDs of version 7 (RFC 9562): they begin with the time and ascend within this process, so
 * that indexes grow at one end and rows sort as they were made.
 */
public final class UuidV7 {

  private static final int COUNTER_BITS = 12;

  /** Milliseconds and counter of the last one; the counter runs into the milliseconds when full. */
  private static final AtomicLong LAST = new AtomicLong();

  private UuidV7() {}

  /** A new one, greater than all before. */
  public static UUID next() {
    long now = System.currentTimeMillis() << COUNTER_BITS;
    long stamp = LAST.updateAndGet(last -> Math.max(last + 1, now));
    long high = stamp >>> COUNTER_BITS << 16 | 0x7000 | stamp & 0xfff;
    long low = ThreadLocalRandom.current().nextLong() >>> 2 | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }
}
