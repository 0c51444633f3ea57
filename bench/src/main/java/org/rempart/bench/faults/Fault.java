package org.rempart.bench.faults;

import org.rempart.bench.stack.Victim;

/** What goes wrong in a run. */
sealed interface Fault {

  /** In which part of the run. */
  Stage stage();

  /** One word for the log. */
  String word();

  /** Nothing goes wrong: what is counted then is wrong without any fault. */
  record Nothing(Stage stage) implements Fault {

    @Override
    public String word() {
      return "nothing";
    }
  }

  /** The application dies at a named point, the first time it comes by. */
  record Crash(CrashPoint point) implements Fault {

    @Override
    public Stage stage() {
      return point.stage();
    }

    @Override
    public String word() {
      return "crash " + point.name();
    }
  }

  /**
   * A process is killed at a moment.
   *
   * @param afterMillis how long after the part of the run has begun
   * @param awayMillis how long it stays away
   */
  record Kill(Victim victim, Stage stage, int afterMillis, int awayMillis) implements Fault {

    @Override
    public String word() {
      return "kill %s after %d ms".formatted(victim.word(), afterMillis);
    }
  }

  /** Something between Rempart and a product goes wrong, or the product misbehaves. */
  record Disturbance(Product product, Trouble trouble, Stage stage) implements Fault {

    @Override
    public String word() {
      return "%s %s".formatted(product.word(), trouble.word());
    }
  }
}
