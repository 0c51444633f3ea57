package org.rempart.bench.faults;

import java.util.List;
import java.util.Set;

/**
 * What Rempart's database says about the alerts of a run.
 *
 * @param alerts one for each that was acknowledged
 * @param containments those of the run's targets that are not reverted
 */
record Journal(List<Alert> alerts, List<Containment> containments) {

  /**
   * An acknowledged alert.
   *
   * @param kept how often it is in the database
   * @param incidents the incidents that it counts on
   */
  record Alert(int kept, List<Incident> incidents) {}

  /**
   * An incident.
   *
   * @param number as its ticket names it
   * @param closed whether it is over
   * @param steps forms of the tasks that are open
   * @param executed capabilities of the actions that were executed
   * @param unsettled responses and actions that are on their way
   * @param unproven actions that were executed and not seen in force
   * @param held containments that it claims
   * @param ending containments that it claimed and that are being undone
   * @param notices references of the notices that were sent
   */
  record Incident(
      String id,
      String number,
      boolean closed,
      Set<String> steps,
      Set<String> executed,
      int unsettled,
      int unproven,
      int held,
      int ending,
      Set<String> notices) {

    /** Whether everything that the strike asks for was done and seen, and a person is next. */
    boolean contained(Strike strike) {
      return steps.containsAll(strike.steps())
          && executed.containsAll(strike.capabilities())
          && unsettled == 0
          && unproven == 0;
    }

    /**
     * Whether it must have a ticket. A verdict that comes before the playbook reached its ticket
     * leaves none to be opened: then neither one was opened nor one was there to be closed.
     */
    boolean wantsTicket() {
      return !closed || executed.stream().anyMatch(one -> one.startsWith("ticket."));
    }

    /** Whether nothing is in force for it any more, and nothing on its way. */
    boolean released() {
      return unsettled == 0 && held == 0 && ending == 0;
    }
  }

  /**
   * A containment that is not reverted.
   *
   * @param effect what it contains
   * @param proven whether the journal says that it is in force and was seen so last
   */
  record Containment(Effect effect, boolean proven) {}

  boolean saysProven(Effect effect) {
    return containments.stream().anyMatch(c -> c.effect().equals(effect) && c.proven());
  }
}
