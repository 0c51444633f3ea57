package org.rempart.bench.burst;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.rempart.bench.burst.JournalView.Marks;
import org.rempart.bench.burst.JournalView.Standing;
import org.rempart.bench.firewall.NamespaceFirewall;
import org.rempart.bench.stack.Application;
import org.rempart.bench.stack.BenchAlert;
import org.rempart.bench.stack.StageTimes;

/** Plays attacks, one after the other, and watches each until all its blocks are proven. */
final class Round implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration QUIET = Duration.ofSeconds(2);
  private static final int LOOK_AGAIN_MILLIS = 20;

  private final Application application;
  private final NamespaceFirewall firewall;
  private final JournalView journal;
  private final KafkaProducer<byte[], byte[]> producer;

  Round(Application application, NamespaceFirewall firewall) throws SQLException {
    this.application = application;
    this.firewall = firewall;
    this.journal = new JournalView(application);
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", application.kafka(), "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Sends the attack's alerts as fast as they go, and waits until nothing of it is under way. */
  Outcome play(Attack attack) throws Exception {
    StageTimes before = application.stageTimes();
    Instant first = Instant.now();
    Instant last = first;
    for (String attacker : attack.attackers()) {
      byte[] alert = BenchAlert.eve(attacker, attack.victim());
      last = Instant.now();
      producer.send(new ProducerRecord<>("rempart.alerts.suricata", alert));
    }
    Map<String, Instant> seen = watch(attack);
    awaitQuiet();
    StageTimes inside = application.stageTimes().since(before);
    Standing standing = journal.standing(attack.victim());
    return outcome(attack, first, last, seen, standing, inside);
  }

  /** When the bench first saw all attackers named, and all verified. */
  private Map<String, Instant> watch(Attack attack) throws SQLException, InterruptedException {
    int wanted = attack.attackers().size();
    Map<String, Instant> seen = new LinkedHashMap<>();
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!seen.containsKey("verified") && Instant.now().isBefore(deadline)) {
      Standing standing = journal.standing(attack.victim());
      if (standing.named() >= wanted) {
        seen.putIfAbsent("named", Instant.now());
      }
      if (standing.verified() >= wanted) {
        seen.putIfAbsent("verified", Instant.now());
      } else {
        Thread.sleep(LOOK_AGAIN_MILLIS);
      }
    }
    return seen;
  }

  /** So that what follows a burst, such as tickets and mails, does not weigh on the next. */
  private void awaitQuiet() throws SQLException, InterruptedException {
    Instant deadline = Instant.now().plus(PATIENCE);
    do {
      Thread.sleep(QUIET);
    } while (journal.busy() && Instant.now().isBefore(deadline));
  }

  private Outcome outcome(
      Attack attack,
      Instant first,
      Instant last,
      Map<String, Instant> seen,
      Standing standing,
      StageTimes inside)
      throws IOException, SQLException {
    Marks marks = journal.marks(attack.victim());
    Set<String> kernel = firewall.blocked();
    Set<String> inForce = journal.inForce();
    long there = attack.attackers().stream().filter(kernel::contains).count();
    long strangers = kernel.stream().filter(a -> !inForce.contains(a)).count();
    long doubled = firewall.doubled().stream().filter(attack.attackers()::contains).count();
    Map<String, Instant> at = new LinkedHashMap<>();
    at.put("fold: all named", seen.get("named"));
    at.put("engine: last response begun", marks.at().get("begun"));
    at.put("decide: guardrails, journal", marks.at().get("decided"));
    at.put("execute: last in the kernel", firewall.allBlockedAt(attack.attackers()));
    at.put("execute: answered", marks.at().get("executed"));
    at.put("verify: read back", marks.at().get("verified"));
    at.put("store: holds in the journal", seen.get("verified"));
    return new Outcome(
        attack.attackers().size(),
        Duration.between(first, last),
        last,
        at,
        standing,
        marks,
        new Outcome.Kernel(there, strangers, doubled),
        inside);
  }

  @Override
  public void close() throws SQLException {
    producer.close(Duration.ofSeconds(2));
    journal.close();
  }
}
