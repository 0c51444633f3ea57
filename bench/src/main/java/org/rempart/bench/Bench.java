package org.rempart.bench;

import org.rempart.bench.burst.BurstBench;
import org.rempart.bench.contain.ContainBench;
import org.rempart.bench.faults.FaultsBench;
import org.rempart.bench.intake.IntakeBench;
import org.rempart.bench.kill.KillBench;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry of {@code ./rempart bench NAME}. */
@Command(
    name = "rempart bench",
    description =
        "Measures speed and proves faults; every figure is from this machine and this run.",
    subcommands = {
      BurstBench.class,
      ContainBench.class,
      FaultsBench.class,
      IntakeBench.class,
      KillBench.class
    },
    mixinStandardHelpOptions = true)
public final class Bench {

  private Bench() {}

  /** Runs one bench; the exit code is 0 when every promise held. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Bench()).execute(args));
  }
}
