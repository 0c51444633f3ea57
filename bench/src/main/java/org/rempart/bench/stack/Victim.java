package org.rempart.bench.stack;

import java.io.IOException;
import java.util.Locale;
import java.util.Random;
import org.rempart.embedded.TestStack;

/** The process that a run kills. */
public enum Victim {
  APPLICATION,
  ENGINE,
  KAFKA,
  POSTGRESQL;

  /**
   * Every process in turn for the first four runs, then at random, so that a short sample meets
   * each.
   */
  public static Victim drawn(Random random, int run) {
    return run <= values().length ? values()[run - 1] : values()[random.nextInt(values().length)];
  }

  /** {@code kill -9}. */
  public void kill(Application application) throws InterruptedException {
    switch (this) {
      case APPLICATION -> application.kill();
      case ENGINE -> TestStack.engine().kill();
      case KAFKA -> TestStack.kafka().kill();
      case POSTGRESQL -> TestStack.postgres().kill();
    }
  }

  /** Starts it again; returns when it is ready. */
  public void start(Application application) throws IOException, InterruptedException {
    switch (this) {
      case APPLICATION -> {
        application.restart();
        application.awaitReady();
      }
      case ENGINE -> TestStack.engine().start();
      case KAFKA -> TestStack.kafka().start();
      case POSTGRESQL -> TestStack.postgres().start();
    }
  }

  /** Its name in a line of output. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
