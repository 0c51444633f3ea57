package org.rempart.bench.kill;

import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.rempart.bench.stack.Application;
import org.rempart.bench.stack.Victim;

/** One run: load, a kill in its midst, a restart, and the rest of the load. */
final class Round {

  private static final int PER_SECOND = 10;
  private static final int LONGEST_AWAY_MS = 2_000;

  private final Application application;
  private final Load load;
  private final Victim victim;
  private final Random random;

  Round(Application application, Load load, Victim victim, Random random) {
    this.application = application;
    this.load = load;
    this.victim = victim;
    this.random = random;
  }

  /**
   * Plays the run.
   *
   * @return the attackers whose alerts were acknowledged
   */
  List<String> play(int alerts) throws Exception {
    CompletableFuture<List<String>> played =
        CompletableFuture.supplyAsync(() -> load.play(alerts, PER_SECOND));
    Thread.sleep(random.nextInt(alerts * 1000 / PER_SECOND));
    victim.kill(application);
    Thread.sleep(random.nextInt(LONGEST_AWAY_MS));
    victim.start(application);
    return played.get();
  }
}
