package org.rempart.bench.contain;

import io.camunda.client.CamundaClient;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.rempart.bench.firewall.Firewall;
import org.rempart.bench.stack.Application;
import org.rempart.bench.stack.Latencies;
import org.rempart.embedded.TestStack;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Alert on Kafka → block in force and proven, at steady rates, with the engine alone beside it. */
@Command(
    name = "contain",
    description =
        "Time from an alert on Kafka to a block that is in force and proven; needs root for real"
            + " nftables, else uses the practice firewall.")
public final class ContainBench implements Callable<Integer> {

  private static final double AIM_P50_MS = 45;
  private static final double AIM_P99_MS = 200;
  private static final double AIM_RATIO = 2.5;
  private static final double AIM_TOGETHER_P50_MS = 5;
  private static final int AIM_RATE = 10;

  @Option(
      names = "--rates",
      split = ",",
      defaultValue = "1,10,20",
      description = "Incidents a second, one run each (default: ${DEFAULT-VALUE}).")
  private List<Integer> rates = List.of();

  @Option(
      names = "--seconds",
      defaultValue = "30",
      description = "Length of each run (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--warm-up",
      defaultValue = "20",
      description = "Seconds at 10/s that aren't counted (default: ${DEFAULT-VALUE}).")
  private int warmUp;

  @Override
  public Integer call() throws Exception {
    boolean kept = true;
    try (Firewall firewall = Firewall.best();
        Application application = Application.start(firewall::settings);
        Containment containment = new Containment(application, firewall);
        CamundaClient client = client()) {
      say("Firewall: " + firewall.description());
      BareEngine bare = new BareEngine(client);
      say("Warming up for " + 2 * warmUp + " s …");
      bare.run(AIM_RATE, Duration.ofSeconds(warmUp));
      containment.run(AIM_RATE, Duration.ofSeconds(warmUp));
      for (int rate : rates) {
        kept &= measure(rate, bare, containment);
      }
    }
    return kept ? 0 : 1;
  }

  private boolean measure(int rate, BareEngine bare, Containment containment) throws Exception {
    say("");
    say("== " + rate + " incidents/s for " + seconds + " s");
    Latencies engine = bare.run(rate, Duration.ofSeconds(seconds));
    say("bare engine, message → job        " + engine.line());
    Stages stages = containment.run(rate, Duration.ofSeconds(seconds));
    stages.lines().forEach(ContainBench::say);
    return stages.complete() && (rate != AIM_RATE || aimsReached(engine, stages));
  }

  private static boolean aimsReached(Latencies engine, Stages stages) {
    Latencies verified = stages.verified();
    double ratio = verified.percentile(50) / engine.percentile(50);
    boolean reached =
        verified.percentile(50) <= AIM_P50_MS
            && verified.percentile(99) <= AIM_P99_MS
            && ratio <= AIM_RATIO
            && stages.together(50) <= AIM_TOGETHER_P50_MS;
    say(
        String.format(
            Locale.ROOT,
            "aim at %d/s: p50 ≤ %.0f ms, p99 ≤ %.0f ms, p50 ≤ %.1f × bare engine (here %.1f ×),"
                + " guardrails and journal ≤ %.0f ms p50 (here %.1f ms): %s",
            AIM_RATE,
            AIM_P50_MS,
            AIM_P99_MS,
            AIM_RATIO,
            ratio,
            AIM_TOGETHER_P50_MS,
            stages.together(50),
            reached ? "reached" : "MISSED"));
    return reached;
  }

  private static CamundaClient client() {
    return CamundaClient.newClientBuilder()
        .grpcAddress(TestStack.engine().grpcAddress())
        .preferRestOverGrpc(false)
        .numJobWorkerExecutionThreads(2)
        .build();
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
