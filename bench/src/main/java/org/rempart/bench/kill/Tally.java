package org.rempart.bench.kill;

/**
 * What went wrong; all zero is the promise.
 *
 * @param alerts acknowledged
 * @param lost acknowledged alerts that are in no incident
 * @param doubledIncidents attackers with more than one incident
 * @param lostActions incidents whose block is not at the firewall
 * @param doubledActions operations at a product that were done more than once
 * @param stranded incidents that did not come to the person who has the next step
 */
record Tally(
    int alerts, int lost, int doubledIncidents, int lostActions, int doubledActions, int stranded) {

  Tally() {
    this(0, 0, 0, 0, 0, 0);
  }

  Tally plus(Tally other) {
    return new Tally(
        alerts + other.alerts,
        lost + other.lost,
        doubledIncidents + other.doubledIncidents,
        lostActions + other.lostActions,
        doubledActions + other.doubledActions,
        stranded + other.stranded);
  }

  boolean clean() {
    return lost + doubledIncidents + lostActions + doubledActions + stranded == 0;
  }

  @Override
  public String toString() {
    return "alerts acknowledged %d: lost %d, incidents doubled %d, actions lost %d, actions doubled %d, processes stranded %d"
        .formatted(alerts, lost, doubledIncidents, lostActions, doubledActions, stranded);
  }
}
