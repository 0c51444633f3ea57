package org.rempart.bench.kill;

import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rempart.bench.stack.Application;
import org.rempart.bench.stack.Practice;
import org.rempart.bench.stack.Victim;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code kill -9} of the application, the broker, Kafka or PostgreSQL at random moments under load;
 * then counts what was lost, doubled or stranded. It proves process crashes; it says nothing about
 * power loss, as the system's page cache survives the kill.
 */
@Command(
    name = "kill",
    description =
        "Kills one process at a random moment of each run, under load; fails unless nothing is"
            + " lost, doubled or stranded.")
public final class KillBench implements Callable<Integer> {

  @Option(
      names = "--runs",
      defaultValue = "40",
      description = "How often (default: ${DEFAULT-VALUE}).")
  private int runs;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Of the random moments and victims (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--alerts",
      defaultValue = "30",
      description = "Alerts a run, each its own incident (default: ${DEFAULT-VALUE}).")
  private int alerts;

  @Option(
      names = "--victim",
      description = "Kills only this one: ${COMPLETION-CANDIDATES} (default: all of them).")
  private @Nullable Victim only;

  @Override
  public Integer call() throws Exception {
    Random random = new Random(seed);
    Tally total = new Tally();
    try (Application application = Application.start(Practice::firewall);
        Load load = new Load(application)) {
      Inspection inspection = new Inspection(application);
      inspection.awaitQuiet(load.play(alerts, 10));
      for (int run = 1; run <= runs; run++) {
        Victim victim = only == null ? Victim.drawn(random, run) : only;
        Round round = new Round(application, load, victim, random);
        Tally tally = inspection.of(round.play(alerts));
        System.out.println("run %2d  %-11s %s".formatted(run, victim.word(), tally));
        total = total.plus(tally);
      }
      total = total.plus(inspection.strays());
    }
    System.out.println("total            " + total);
    System.out.println("Process crashes only (fsync on); power loss is not tried here.");
    return total.clean() ? 0 : 1;
  }
}
