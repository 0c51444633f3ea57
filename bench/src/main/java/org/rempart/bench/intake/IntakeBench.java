package org.rempart.bench.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.rempart.embedded.TestStack;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Sends recorded alerts through Kafka and the shipped application, and scores the incidents. */
@Command(
    name = "intake",
    description =
        "Alerts a second to committed folds, and what folding makes of a recorded attack.",
    mixinStandardHelpOptions = true)
public final class IntakeBench implements Callable<Integer> {

  private static final String TOPIC = "rempart.alerts.ait-ads";
  private static final double LEAST_RATE = 20_000;
  private static final double LEAST_SHARE = 0.4;
  private static final int MOST_IN_STORM = 20;
  private static final int MOST_INCIDENTS = 120;
  private static final double LEAST_PHASES = 0.9;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Option(
      names = "--ait",
      description = "Folder with the AIT Alert Data Set; default: ${DEFAULT-VALUE}")
  private Path ait = Path.of("../shared/ait-ads");

  private final List<String> misses = new ArrayList<>();

  /** Made by the front door. */
  public IntakeBench() {}

  @Override
  public Integer call() throws IOException, SQLException, InterruptedException, ExecutionException {
    List<Dataset> datasets = datasets();
    Feed feed = new Feed(TestStack.kafka().bootstrapServers());
    double bare = bare(feed, datasets);
    rempart(feed, datasets, bare);
    misses.forEach(miss -> print("MISSED  %s", miss));
    return misses.isEmpty() ? 0 : 1;
  }

  private List<Dataset> datasets() throws IOException {
    if (!Files.isDirectory(ait)) {
      print("%s is not there: rows of the same shape are made, and nothing is scored.", ait);
      return List.of(Dataset.made("small", 25_000), Dataset.made("storm").withAttacksMeanwhile());
    }
    return List.of(
        Dataset.read(ait, "russellmitchell"), Dataset.read(ait, "fox").withAttacksMeanwhile());
  }

  /** Alerts a second of the bare pipeline on the last data set, once warm on the others. */
  private static double bare(Feed feed, List<Dataset> datasets)
      throws IOException, SQLException, InterruptedException, ExecutionException {
    String database = TestStack.postgres().createDatabase();
    var pipeline = new BarePipeline(TestStack.kafka().bootstrapServers(), database);
    double rate = 0;
    for (Dataset dataset : datasets) {
      String topic = "bare." + dataset.name();
      feed.make(topic);
      feed.send(topic, dataset.rows());
      Duration time = pipeline.take(topic, dataset.rows().size());
      rate = rate(dataset.rows().size(), time);
      print("bare    %-16s %,9d alerts  %,9.0f/s", dataset.name(), dataset.rows().size(), rate);
    }
    return rate;
  }

  private void rempart(Feed feed, List<Dataset> datasets, double bare)
      throws IOException, SQLException, InterruptedException, ExecutionException {
    String database = TestStack.postgres().createDatabase();
    feed.make(TOPIC);
    try (Ledger ledger = new Ledger(database);
        Application application =
            Application.start(database, TestStack.kafka().bootstrapServers())) {
      long before = 0;
      double rate = 0;
      for (Dataset dataset : datasets) {
        int size = dataset.rows().size();
        long start = feed.send(TOPIC, dataset.rows());
        await(ledger, application, before + size);
        rate = rate(size, Duration.ofNanos(System.nanoTime() - start));
        boolean warm = before > 0;
        print(
            "rempart %-16s %,9d alerts  %,9.0f/s%s",
            dataset.name(), size, rate, warm ? "" : "  (start included)");
        before += size;
      }
      print("rempart / bare = %.2f (aim %.1f)", rate / bare, LEAST_SHARE);
      hold(rate >= LEAST_RATE, "%,.0f alerts/s; aim %,.0f".formatted(rate, LEAST_RATE));
      hold(rate / bare >= LEAST_SHARE, "%.2f of the bare pipeline".formatted(rate / bare));
      score(ledger, datasets);
    }
  }

  private static void await(Ledger ledger, Application application, long alerts)
      throws SQLException, IOException, InterruptedException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (ledger.accepted() < alerts) {
      application.check();
      if (System.nanoTime() > until) {
        throw new IOException("Only " + ledger.accepted() + " of " + alerts + " alerts came in.");
      }
      Thread.sleep(20);
    }
  }

  private void score(Ledger ledger, List<Dataset> datasets) throws SQLException {
    List<@Nullable String> incidentOf = ledger.incidentOfEachAlert();
    Map<String, String> playbooks = ledger.playbooks();
    int from = 0;
    for (Dataset dataset : datasets) {
      int to = from + dataset.rows().size();
      List<@Nullable String> part = incidentOf.subList(from, to);
      storm(dataset, part);
      if (dataset.recorded()) {
        score(dataset, Score.of(dataset.rows(), part, playbooks));
      }
      from = to;
    }
    List<String> torn = ledger.torn();
    torn.forEach(incident -> print("An incident holds hosts that nothing connects: %s", incident));
    hold(torn.isEmpty(), torn.size() + " incidents hold hosts that nothing connects");
  }

  private void score(Dataset dataset, Score score) {
    int phases = score.phases().size();
    print(
        "%s: %d of %d attack phases held by a playbook other than triage (%d by the attack's own"
            + " alerts); missed: %s",
        dataset.name(), score.phasesHeld(), phases, score.phasesHeldByAttack(), score.missed());
    print(
        "%s: %d incidents, %d of them beyond triage (%d of these without any attack); %.0f alerts"
            + " per incident; false positives in them %.1f %%",
        dataset.name(),
        score.incidents(),
        score.led(),
        score.falseIncidents(),
        (double) score.folded() / Math.max(1, score.incidents()),
        100 * score.falseShare());
    hold(
        score.phasesHeld() >= LEAST_PHASES * phases,
        dataset.name() + ": " + score.phasesHeld() + " of " + phases + " phases");
    hold(
        score.incidents() <= MOST_INCIDENTS,
        dataset.name() + ": " + score.incidents() + " incidents; aim " + MOST_INCIDENTS);
  }

  /** What a storm opened, and whether attacks in its midst have incidents of their own. */
  private void storm(Dataset dataset, List<@Nullable String> incidentOf) {
    Set<String> earlier = new HashSet<>();
    Set<String> opened = new HashSet<>();
    Set<String> stormy = new HashSet<>();
    Set<String> meanwhile = new HashSet<>();
    int apart = 0;
    for (int i = 0; i < incidentOf.size(); i++) {
      LabelledRow row = dataset.rows().get(i);
      String incident = incidentOf.get(i);
      if (row.phase().equals(Dataset.MEANWHILE)) {
        apart++;
      }
      if (incident == null) {
        continue;
      }
      boolean isNew = earlier.add(incident);
      if (row.phase().equals(Dataset.MEANWHILE)) {
        meanwhile.add(incident);
      } else if (row.phase().equals("dirb") && row.byAttack()) {
        stormy.add(incident);
        if (isNew) {
          opened.add(incident);
        }
      }
    }
    print("%s: the storm opened %d incidents", dataset.name(), opened.size());
    hold(opened.size() <= MOST_IN_STORM, dataset.name() + ": the storm opened " + opened.size());
    if (apart > 0) {
      meanwhile.removeAll(stormy);
      print(
          "%s: %d of %d attacks during the storm have an incident of their own",
          dataset.name(), meanwhile.size(), apart);
      hold(meanwhile.size() == apart, dataset.name() + ": attacks drowned in the storm");
    }
  }

  private void hold(boolean held, String otherwise) {
    if (!held) {
      misses.add(otherwise);
    }
  }

  private static double rate(int alerts, Duration time) {
    return alerts * 1e9 / time.toNanos();
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
