package org.rempart.core.response;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.rempart.connector.Capability;

/**
 * Lets the responses of one incident with one capability come one after another: an incident that
 * grows asks for its whole set again, and what the response before has just proven is left alone,
 * while what it is still at would be planned, waited for and read a second time. It saves work and
 * guards nothing; what guards is in the database. So nobody waits for long, and other instances
 * have turns of their own.
 */
final class Turns {

  private final Duration patience;
  private final LoadingCache<Turn, ReentrantLock> locks =
      Caffeine.newBuilder().weakValues().build(turn -> new ReentrantLock(true));

  /**
   * @param patience after how long one goes on without its turn
   */
  Turns(Duration patience) {
    this.patience = patience;
  }

  /** Runs work in its turn, or after the patience's end. */
  <T> T take(UUID incidentId, Capability capability, Supplier<T> work) {
    ReentrantLock lock = locks.get(new Turn(incidentId, capability));
    boolean ours = await(lock);
    try {
      return work.get();
    } finally {
      if (ours) {
        lock.unlock();
      }
    }
  }

  private boolean await(ReentrantLock lock) {
    try {
      return lock.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private record Turn(UUID incidentId, Capability capability) {}
}
