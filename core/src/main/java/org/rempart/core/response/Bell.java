package org.rempart.core.response;

import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Component;

/** Wakes whoever looks for work, so that it need not wait for the next look. */
@Component
class Bell {

  private final CopyOnWriteArrayList<Runnable> sleepers = new CopyOnWriteArrayList<>();

  void onRing(Runnable wake) {
    sleepers.add(wake);
  }

  void ring() {
    sleepers.forEach(Runnable::run);
  }
}
