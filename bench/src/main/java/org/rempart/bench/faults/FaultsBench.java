package org.rempart.bench.faults;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Effectively once, put to the test: a fault in each run, at a named point of the journal, at
 * random, or between Rempart and a product; then the products' real state is compared with the
 * journal. It proves process crashes and bad networks; it says nothing about power loss.
 */
@Command(
    name = "faults",
    description =
        "Crashes at every step of the journal, kills at random, loses and repeats answers; fails"
            + " unless nothing is lost, doubled, stranded, falsely contained or wrongly reverted.")
public final class FaultsBench implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--runs",
      defaultValue = "200",
      description = "How often (default: ${DEFAULT-VALUE}).")
  private int runs;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description =
          "Of what is drawn: the same seed draws the same runs (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--from",
      defaultValue = "1",
      description =
          "Number of the first run that is played, to try one of a series again"
              + " (default: ${DEFAULT-VALUE}).")
  private int from;

  @Option(
      names = "--point",
      paramLabel = "NAME",
      description = "Crashes only at this point of the journal.")
  private @Nullable String point;

  @Option(names = "--list", description = "Lists the points of the journal and ends.")
  private boolean list;

  @Override
  public Integer call() throws Exception {
    if (list) {
      CrashPoints.list().forEach(p -> System.out.println(p.name()));
      return 0;
    }
    Deck deck = new Deck(seed, only());
    Tally total = Tally.NONE;
    try (Stand stand = new Stand()) {
      for (Scenario scenario : deck.warmUp()) {
        total = total.plus(played(stand, scenario));
      }
      for (int run = 1; run <= runs; run++) {
        Scenario drawn = deck.draw();
        total = run < from ? total : total.plus(played(stand, drawn));
      }
    }
    System.out.println(
        "Process crashes and bad networks only (fsync on); power loss is not tried.");
    System.out.println(total);
    return total.clean() ? 0 : 1;
  }

  private static Tally played(Stand stand, Scenario scenario) throws Exception {
    System.out.println(scenario);
    Tally tally = new FaultRun(stand, stand.mischief(scenario), scenario).play();
    System.out.println("         " + tally);
    return tally;
  }

  private @Nullable CrashPoint only() {
    return point == null
        ? null
        : CrashPoints.named(point)
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(), "There is no point " + point + "; see --list."));
  }
}
