package org.rempart.bench.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.OptionalInt;
import org.rempart.bench.stack.Application;

/** Lets one fault come to pass in its part of a run, and sees whether it did. */
final class Mischief {

  private final Application application;
  private final CrashAgent agent;
  private final Mishaps mishaps;
  private final Hospital hospital;
  private final Fault fault;
  private boolean begun;
  private boolean happened;
  private long since;

  Mischief(
      Application application, CrashAgent agent, Mishaps mishaps, Hospital hospital, Fault fault) {
    this.application = application;
    this.agent = agent;
    this.mishaps = mishaps;
    this.hospital = hospital;
    this.fault = fault;
  }

  /** A part of the run begins. */
  void begin(Stage stage) throws IOException, InterruptedException {
    if (stage != fault.stage()) {
      return;
    }
    begun = true;
    happened = fault instanceof Fault.Nothing;
    since = System.nanoTime();
    if (fault instanceof Fault.Crash crash) {
      disturbFor(crash.point());
      agent.place(crash.point());
    } else if (fault instanceof Fault.Disturbance disturbance) {
      mishaps.begin(disturbance);
    }
  }

  /** Some points are come by only when something else goes wrong first. */
  private void disturbFor(CrashPoint point) throws IOException, InterruptedException {
    Product firewall = hospital.product(Role.FIREWALL);
    switch (point.need()) {
      case LOST_ANSWER ->
          mishaps.begin(new Fault.Disturbance(firewall, Trouble.LOSE_ANSWER, Stage.CONTAIN));
      case AWAY -> mishaps.begin(new Fault.Disturbance(firewall, Trouble.AWAY, Stage.CONTAIN));
      default -> {}
    }
  }

  /**
   * Called again and again: kills when it is time, and starts again what has died.
   *
   * @return whether something was started again just now
   */
  boolean look() throws IOException, InterruptedException {
    if (begun && !happened && fault instanceof Fault.Kill kill && due(kill)) {
      kill.victim().kill(application);
      Thread.sleep(kill.awayMillis());
      kill.victim().start(application);
      happened = true;
      return true;
    }
    OptionalInt ended = application.ended();
    if (ended.isPresent()) {
      died(ended.getAsInt());
    }
    return ended.isPresent();
  }

  private void died(int exitCode) throws IOException, InterruptedException {
    if (!begun || happened || exitCode != CrashPoint.EXIT_CODE) {
      throw new IllegalStateException(
          "the application ended with %d; see %s".formatted(exitCode, application.log()));
    }
    happened = true;
    application.restart();
    application.awaitReady();
  }

  private boolean due(Fault.Kill kill) {
    return System.nanoTime() - since > Duration.ofMillis(kill.afterMillis()).toNanos();
  }

  /** Whether it has come to pass, or its part of the run is still to come. */
  boolean over() throws IOException, InterruptedException {
    return !begun || happened || (fault instanceof Fault.Disturbance && mishaps.spent());
  }

  /**
   * The run is at its end.
   *
   * @return what is wrong with the fault itself; empty when it has come to pass
   */
  String end() throws IOException, InterruptedException {
    boolean spent = mishaps.end();
    if (happened || (fault instanceof Fault.Disturbance && begun && spent)) {
      return "";
    }
    if (fault instanceof Fault.Crash crash) {
      boolean placed = agent.placed();
      agent.clear();
      return placed
          ? "was never come by"
          : "has no place in %s.%s any more"
              .formatted(crash.point().type(), crash.point().method());
    }
    return "did not come to pass";
  }
}
