package org.rempart.bench.intake;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What folding made of a data set, by its labels.
 *
 * @param incidents how many it opened
 * @param led how many of them have a playbook other than triage
 * @param folded how many alerts they hold
 * @param phases attack phases by name, with the number of such incidents that hold alerts of their
 *     time, and of the attack itself
 * @param falseShare share of false positives among the alerts of those incidents
 * @param falseIncidents those among them without any alert of an attack's time
 */
record Score(
    int incidents,
    int led,
    long folded,
    Map<String, Held> phases,
    double falseShare,
    long falseIncidents) {

  private static final String TRIAGE = "triage-v1";

  static Score of(
      List<LabelledRow> rows, List<@Nullable String> incidentOf, Map<String, String> playbooks) {
    Map<String, Held> phases = new LinkedHashMap<>();
    Set<String> all = new HashSet<>();
    Map<String, Boolean> led = new HashMap<>();
    long folded = 0;
    long alertsOfLed = 0;
    long falseOfLed = 0;
    for (int i = 0; i < rows.size(); i++) {
      LabelledRow row = rows.get(i);
      if (row.inAttack() && !row.phase().equals(Dataset.MEANWHILE)) {
        phases.computeIfAbsent(row.phase(), phase -> new Held());
      }
      String incident = incidentOf.get(i);
      if (incident == null) {
        continue;
      }
      folded++;
      all.add(incident);
      if (TRIAGE.equals(playbooks.get(incident))) {
        continue;
      }
      led.merge(incident, row.inAttack(), Boolean::logicalOr);
      alertsOfLed++;
      falseOfLed += row.inAttack() ? 0 : 1;
      Held held = phases.get(row.phase());
      if (held != null) {
        held.add(incident, row.byAttack());
      }
    }
    return new Score(
        all.size(),
        led.size(),
        folded,
        phases,
        alertsOfLed == 0 ? 0 : (double) falseOfLed / alertsOfLed,
        led.values().stream().filter(attack -> !attack).count());
  }

  long phasesHeld() {
    return phases.values().stream().filter(held -> !held.inTime.isEmpty()).count();
  }

  long phasesHeldByAttack() {
    return phases.values().stream().filter(held -> !held.byAttack.isEmpty()).count();
  }

  /** Which phases no incident holds. */
  Set<String> missed() {
    Set<String> missed = new TreeSet<>();
    phases.forEach(
        (phase, held) -> {
          if (held.inTime.isEmpty()) {
            missed.add(phase);
          }
        });
    return missed;
  }

  /** Which incidents hold a phase. */
  static final class Held {

    private final Set<String> inTime = new HashSet<>();
    private final Set<String> byAttack = new HashSet<>();

    private void add(String incident, boolean attack) {
      inTime.add(incident);
      if (attack) {
        byAttack.add(incident);
      }
    }
  }
}
