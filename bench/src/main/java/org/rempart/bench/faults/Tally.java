package org.rempart.bench.faults;

/**
 * What came of runs; the first five must be zero.
 *
 * @param lost acknowledged alerts without an incident, and effects, tickets or notices that are not
 *     there though nobody undid them
 * @param doubled alerts, incidents, effects, their undoing, or tickets that are there more than
 *     once
 * @param stranded incidents that did not come to rest in time
 * @param falselyContained what the journal says is in force and is not, and what is in force though
 *     nobody needs it any more
 * @param wronglyReverted what was undone though somebody needs it, or was not Rempart's
 * @param noticesRepeated notices by BLIND products that went more than once
 * @param asked steps in which a person had to have something tried again
 * @param missed faults that did not come to pass
 */
record Tally(
    int lost,
    int doubled,
    int stranded,
    int falselyContained,
    int wronglyReverted,
    int noticesRepeated,
    int asked,
    int missed) {

  static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0, 0, 0);

  static Tally stranded(int incidents) {
    return new Tally(0, 0, incidents, 0, 0, 0, 0, 0);
  }

  static Tally asked(int times) {
    return new Tally(0, 0, 0, 0, 0, 0, times, 0);
  }

  static Tally missed(int faults) {
    return new Tally(0, 0, 0, 0, 0, 0, 0, faults);
  }

  Tally plus(Tally other) {
    return new Tally(
        lost + other.lost,
        doubled + other.doubled,
        stranded + other.stranded,
        falselyContained + other.falselyContained,
        wronglyReverted + other.wronglyReverted,
        noticesRepeated + other.noticesRepeated,
        asked + other.asked,
        missed + other.missed);
  }

  /** Whether every promise held and every fault came to pass. */
  boolean clean() {
    return lost + doubled + stranded + falselyContained + wronglyReverted + missed == 0;
  }

  @Override
  public String toString() {
    return "lost %d, doubled %d, stranded %d, falsely contained %d, wrongly reverted %d"
            .formatted(lost, doubled, stranded, falselyContained, wronglyReverted)
        + " (notices repeated %d, retries by a person %d, faults missed %d)"
            .formatted(noticesRepeated, asked, missed);
  }
}
