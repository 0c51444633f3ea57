package org.rempart.bench.faults;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.rempart.bench.stack.Application;
import org.rempart.bench.stack.Siem;
import tools.jackson.databind.JsonNode;

/** One run: alerts, a fault, rest, a look at everything; then the same with what is undone. */
final class FaultRun {

  private static final String SOURCE = "ocsf";

  /** What comes later than this is stranded; the suite's own leases and back-offs are seconds. */
  private static final Duration PATIENCE = Duration.ofSeconds(240);

  /** How long a fault may come after everything has come to rest. */
  private static final Duration GRACE = Duration.ofSeconds(4);

  private final Application application;
  private final Siem siem;
  private final Person person;
  private final JournalReader reader;
  private final Mischief mischief;
  private final Scenario scenario;
  private final List<Strike> strikes;
  private final List<UUID> alerts = new ArrayList<>();
  private final Set<Effect> all = new HashSet<>();
  private Map<Product, Integer> deedsBefore = Map.of();
  private Tally tally = Tally.NONE;

  FaultRun(Stand stand, Mischief mischief, Scenario scenario) {
    this.application = stand.application();
    this.siem = stand.siem();
    this.person = stand.person();
    this.reader = new JournalReader(application);
    this.mischief = mischief;
    this.scenario = scenario;
    this.strikes = scenario.strikes();
    strikes.forEach(s -> all.addAll(s.effects()));
  }

  /** Plays it; lines about what is wrong go to the standard output. */
  Tally play() throws Exception {
    for (Effect before : scenario.before()) {
      String firewall = scenario.hospital().product(Role.FIREWALL).word();
      application.practice().blockedByAdministrator(firewall, before.target());
    }
    deedsBefore = Estate.deedsSoFar(application.practice().state(), scenario.hospital());
    contain();
    release();
    String wrong = mischief.end();
    if (!wrong.isEmpty()) {
      tell("the fault " + wrong);
      tally = tally.plus(Tally.missed(1));
    }
    return tally.plus(Tally.asked(person.askedSince()));
  }

  private void contain() throws Exception {
    mischief.begin(Stage.CONTAIN);
    String site = scenario.hospital().site();
    List<CompletableFuture<Boolean>> acknowledged = new ArrayList<>();
    for (int i = 0; i < strikes.size(); i++) {
      String name = "%d/%d".formatted(scenario.number(), i);
      UUID id = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
      alerts.add(id);
      byte[] alert = strikes.get(i).alert(id);
      acknowledged.add(
          scenario.byKafka()
              ? siem.byKafka(SOURCE, site, alert)
              : siem.byHttp(SOURCE, site, id.toString(), alert));
    }
    if (scenario.story() == Story.HASTY_VERDICT) {
      untilRest(() -> journal().alerts().stream().noneMatch(a -> a.incidents().isEmpty()), true);
      return;
    }
    boolean rest = untilRest(() -> arrived(acknowledged) && contained(journal()), false);
    look(new Comparison(all, Set.of(), scenario.before()), rest ? 0 : waiting(journal()));
  }

  private void release() throws Exception {
    mischief.begin(Stage.RELEASE);
    if (scenario.story() == Story.EXPIRY) {
      reader.endTime(all);
      boolean rest = untilRest(() -> released(0), false);
      look(new Comparison(Set.of(), all, scenario.before()), rest ? 0 : 1);
    }
    for (int i = 0; i < strikes.size(); i++) {
      int strike = i;
      boolean last = i == strikes.size() - 1;
      boolean rest = untilRest(() -> decided(strike) && released(strike) && closed(strike), !last);
      Set<Effect> held = stillNeeded(i);
      Set<Effect> free = new HashSet<>(all);
      free.removeAll(held);
      look(new Comparison(held, free, scenario.before()), rest ? 0 : 1);
    }
  }

  /** What the incidents need on which nobody has decided yet. */
  private Set<Effect> stillNeeded(int decided) {
    Set<Effect> needed = new HashSet<>();
    strikes.stream().skip(decided + 1L).forEach(s -> needed.addAll(s.effects()));
    return needed;
  }

  private interface Rest {
    boolean reached() throws Exception;
  }

  /**
   * Waits for rest while the fault does its work and the person theirs.
   *
   * @param faultMayFollow whether the fault may come later in the same part of the run
   */
  private boolean untilRest(Rest rest, boolean faultMayFollow) throws Exception {
    Instant deadline = Instant.now().plus(PATIENCE);
    Instant restSince = null;
    while (Instant.now().isBefore(deadline)) {
      if (mischief.look()) {
        deadline = Instant.now().plus(PATIENCE);
      }
      person.answer();
      if (!reached(rest)) {
        restSince = null;
      } else if (mischief.over() || faultMayFollow) {
        return true;
      } else if (restSince == null) {
        restSince = Instant.now();
      } else if (restSince.plus(GRACE).isBefore(Instant.now())) {
        return true;
      }
      Thread.sleep(100);
    }
    return false;
  }

  private static boolean reached(Rest rest) throws Exception {
    try {
      return rest.reached();
    } catch (SQLException away) {
      // PostgreSQL is the one that was killed and is not back yet.
      return false;
    }
  }

  private static boolean arrived(List<CompletableFuture<Boolean>> acknowledged) {
    return acknowledged.stream().allMatch(a -> a.isDone() && a.join());
  }

  private boolean contained(Journal journal) {
    return waiting(journal) == 0;
  }

  /** How many of the alerts have not come to rest. */
  private int waiting(Journal journal) {
    int waiting = 0;
    for (int i = 0; i < strikes.size(); i++) {
      List<Journal.Incident> incidents = journal.alerts().get(i).incidents();
      Strike strike = strikes.get(i);
      boolean rests =
          !incidents.isEmpty()
              && incidents.stream()
                  .allMatch(n -> n.contained(strike) && !Person.answers(n.steps()));
      waiting += rests ? 0 : 1;
    }
    return waiting;
  }

  private boolean decided(int strike) throws Exception {
    for (Journal.Incident incident : journal().alerts().get(strike).incidents()) {
      if (!incident.closed() && !person.falsePositive(incident.id())) {
        return false;
      }
    }
    return true;
  }

  private boolean released(int strike) throws SQLException {
    return journal().alerts().get(strike).incidents().stream().allMatch(Journal.Incident::released);
  }

  private boolean closed(int strike) throws SQLException {
    return journal().alerts().get(strike).incidents().stream().allMatch(Journal.Incident::closed);
  }

  private Journal journal() throws SQLException {
    return reader.read(alerts, all);
  }

  private void look(Comparison comparison, int stranded) throws Exception {
    Journal journal = journal();
    JsonNode state = application.practice().state();
    Estate estate = Estate.of(state, scenario.hospital(), deedsBefore);
    Tally found = comparison.of(journal, estate).plus(Tally.stranded(stranded));
    if (!found.clean()) {
      tell(found + "; must hold " + comparison.held() + ", must not " + comparison.free());
      tell("journal " + journal);
      tell("there " + estate.there() + ", done " + estate.done() + ", undone " + estate.undone());
    }
    tally = tally.plus(found);
  }

  private static void tell(String what) {
    System.out.println("        " + what);
  }
}
