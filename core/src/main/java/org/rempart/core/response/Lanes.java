package org.rempart.core.response;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Work that is done in lanes: what is in one lane by one thread at a time, in its order; one that
 * is slow keeps no other back.
 */
final class Lanes {

  private final Lock choosing = new ReentrantLock();
  private final Set<String> busy = ConcurrentHashMap.newKeySet();

  /**
   * Does what is due in the lanes that are free, each on a thread of its own, and returns when that
   * is done; at once when another thread is just choosing. Others may call it meanwhile, for the
   * rest.
   *
   * @param due tells the work by lane, given the lanes to leave alone
   * @return whether anything was due
   * @throws RuntimeException or an error, what one of the lanes threw, once all have ended
   */
  boolean work(Function<Set<String>, Map<String, Runnable>> due) {
    Map<String, Runnable> chosen = chosen(due);
    List<Future<?>> begun = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      chosen.forEach((lane, work) -> begun.add(threads.submit(() -> done(lane, work))));
    }
    begun.stream().filter(f -> f.state() == Future.State.FAILED).findFirst().ifPresent(Lanes::fail);
    return !chosen.isEmpty();
  }

  private static void fail(Future<?> failed) {
    switch (failed.exceptionNow()) {
      case Error fault -> throw fault;
      case RuntimeException fault -> throw fault;
      case Throwable fault -> throw new IllegalStateException(fault);
    }
  }

  private Map<String, Runnable> chosen(Function<Set<String>, Map<String, Runnable>> due) {
    if (!choosing.tryLock()) {
      return Map.of();
    }
    try {
      Map<String, Runnable> chosen = due.apply(Set.copyOf(busy));
      busy.addAll(chosen.keySet());
      return chosen;
    } finally {
      choosing.unlock();
    }
  }

  private void done(String lane, Runnable work) {
    try {
      work.run();
    } finally {
      busy.remove(lane);
    }
  }
}
