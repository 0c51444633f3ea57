package org.rempart.bench.burst;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.rempart.bench.firewall.BareNft;
import org.rempart.bench.firewall.NamespaceFirewall;
import org.rempart.bench.stack.Application;
import org.rempart.bench.stack.Latencies;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Many attackers on one incident → all blocked and proven, with nftables alone beside it. */
@Command(
    name = "burst",
    description =
        "One incident is hit by many attackers at once: time from the last alert on Kafka until the"
            + " block of each is proven, and the kernel's set beside the journal. Needs root and"
            + " nft.")
public final class BurstBench implements Callable<Integer> {

  private static final double AIM_MS = 2_000;
  private static final int CANT = 2;

  @Option(
      names = "--attackers",
      defaultValue = "1000",
      description = "Attackers of each incident (default: ${DEFAULT-VALUE}).")
  private int attackers;

  @Option(
      names = "--rounds",
      defaultValue = "5",
      description = "Incidents, one after the other (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--warm-up",
      defaultValue = "2",
      description = "Rounds before, which are shown and don't count (default: ${DEFAULT-VALUE}).")
  private int warmUp;

  @Option(
      names = "--idle",
      defaultValue = "0",
      description =
          "Seconds that the stack stands idle before the first round, as one that waits for an"
              + " attack does (default: ${DEFAULT-VALUE}).")
  private int idle;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Of the attackers and their order (default: ${DEFAULT-VALUE}).")
  private long seed;

  private final Latencies verified = new Latencies();

  @Override
  public Integer call() throws Exception {
    if (!NamespaceFirewall.possible()) {
      say("This bench acts on real nftables in a network namespace: it needs root, ip and nft.");
      return CANT;
    }
    List<Attack> attacks = Attack.drawn(warmUp + rounds, attackers, seed);
    boolean complete = true;
    try (NamespaceFirewall firewall = new NamespaceFirewall();
        Application application = Application.start(firewall::settings);
        BareNft bare = new BareNft(firewall.namespace());
        Round round = new Round(application, firewall)) {
      say("Firewall: " + firewall.description());
      Thread.sleep(Duration.ofSeconds(idle));
      for (int n = 0; n < attacks.size(); n++) {
        complete &= play(n, attacks.get(n), round, bare);
      }
    }
    return sum(complete) ? 0 : 1;
  }

  private boolean play(int n, Attack attack, Round round, BareNft bare) throws Exception {
    boolean counts = n >= warmUp;
    say("");
    say(counts ? "== round " + (n - warmUp + 1) : "== warm-up " + (n + 1) + ", does not count");
    say(alone(bare, attack));
    Outcome outcome = round.play(attack);
    outcome.lines().forEach(BurstBench::say);
    if (counts) {
      verified.addMillis(outcome.millis());
    }
    if (!outcome.complete()) {
      say("NOT ALL HOLD");
    }
    return outcome.complete();
  }

  private static String alone(BareNft bare, Attack attack) throws IOException {
    BareNft.Times times = bare.run(attack.attackers());
    return line(
        "nftables alone, one nft -i: %d written in %.0f ms, listed in %.0f ms",
        attack.attackers().size(), times.write().toNanos() / 1e6, times.read().toNanos() / 1e6);
  }

  private boolean sum(boolean complete) {
    double p50 = verified.percentile(50);
    boolean reached = p50 <= AIM_MS;
    say("");
    say("last alert → all verified  " + verified.line());
    say(line("aim: p50 ≤ %,.0f ms: %s", AIM_MS, reached ? "reached" : "MISSED"));
    say(complete ? "every block holds" : "NOT ALL HOLD");
    return complete && reached;
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
