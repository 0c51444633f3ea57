package org.rempart.bench.faults;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One run as it was drawn.
 *
 * @param number of the run, from 1
 * @param hospital where it happens
 * @param machine what is attacked, where the story is about an endpoint
 * @param byKafka whether the alerts come by Kafka, else by HTTP
 */
record Scenario(
    int number, Story story, Hospital hospital, Machine machine, Fault fault, boolean byKafka) {

  List<Strike> strikes() {
    return story.strikes(number, machine);
  }

  Set<Effect> before() {
    return story.before(number);
  }

  @Override
  public String toString() {
    String where = story.touchesEndpoint() ? " on " + machine.host() : "";
    String how = byKafka ? "kafka" : "http";
    String what = story.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return "run %3d  %s%s at %s by %s, %s in %s"
        .formatted(
            number,
            what,
            where,
            hospital.site(),
            how,
            fault.word(),
            fault.stage().name().toLowerCase(Locale.ROOT));
  }
}
