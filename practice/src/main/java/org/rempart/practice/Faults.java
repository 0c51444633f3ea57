package org.rempart.practice;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The misbehaviours that are still to come, in the order they were asked for. */
public final class Faults {

  private final List<Fault> waiting = new ArrayList<>();

  /** Orders one. */
  public synchronized void add(Fault fault) {
    waiting.add(fault);
  }

  /** Forgets all. */
  public synchronized void clear() {
    waiting.clear();
  }

  /** What is left. */
  public synchronized List<Fault> waiting() {
    return List.copyOf(waiting);
  }

  /** Takes one for this request. */
  synchronized Optional<Fault> take(String product, String path) {
    for (int i = 0; i < waiting.size(); i++) {
      Fault fault = waiting.get(i);
      if (fault.hits(product, path)) {
        if (fault.times() == 1) {
          waiting.remove(i);
        } else {
          waiting.set(i, fault.once());
        }
        return Optional.of(fault);
      }
    }
    return Optional.empty();
  }
}
