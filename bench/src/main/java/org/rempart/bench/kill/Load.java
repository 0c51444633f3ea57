package org.rempart.bench.kill;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.rempart.bench.stack.Application;
import org.rempart.bench.stack.BenchAlert;
import org.rempart.bench.stack.Pace;
import org.rempart.bench.stack.Siem;

/** Alerts at a steady pace, by Kafka and HTTP in turn, each by an attacker of its own. */
final class Load implements AutoCloseable {

  private static final String SOURCE = "suricata";
  private static final String SITE = "default";

  private final Siem siem;
  private int next;

  Load(Application application) {
    this.siem = new Siem(application);
  }

  /**
   * Sends so many alerts, each by an attacker of its own.
   *
   * @return the attackers whose alerts were acknowledged
   */
  List<String> play(int alerts, int perSecond) {
    List<CompletableFuture<Boolean>> acknowledgements = new ArrayList<>();
    List<String> attackers = new ArrayList<>();
    Pace pace = new Pace(perSecond);
    for (int i = 0; i < alerts; i++) {
      pace.await();
      String attacker = BenchAlert.attacker(next++);
      byte[] alert = BenchAlert.eve(attacker);
      attackers.add(attacker);
      acknowledgements.add(
          i % 2 == 0
              ? siem.byKafka(SOURCE, SITE, alert)
              : siem.byHttp(SOURCE, SITE, attacker, alert));
    }
    List<String> acknowledged = new ArrayList<>();
    for (int i = 0; i < alerts; i++) {
      if (acknowledgements.get(i).join()) {
        acknowledged.add(attackers.get(i));
      }
    }
    return acknowledged;
  }

  @Override
  public void close() {
    siem.close();
  }
}
