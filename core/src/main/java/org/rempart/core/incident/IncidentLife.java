package org.rempart.core.incident;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rempart.core.audit.Actor;

/**
 * The changes of an incident after its opening. Every one is audited and stands on the timeline.
 */
public interface IncidentLife {

  /**
   * Claims the incident for a process instance: none yet, it is theirs; theirs already, nothing
   * changes; another's, refused.
   *
   * @param processKey the instance's key
   * @param process the drawing it runs
   */
  ClaimResult claim(UUID incidentId, long processKey, ProcessDrawing process);

  /**
   * Puts an instance in the place of one that the engine forgot. An engine hands out a job before
   * its own log is safe; after a crash it begins again from the log, and the same start can come
   * with another key. As the engine runs one instance for each correlation key, the newer one shows
   * that the former is gone, unless the engine's own news say that it runs.
   *
   * @param formerKey the holder as {@link ClaimResult#holder()} named it; when another has come in
   *     between, nothing changes
   * @param processKey the instance that takes over; its job must be known to be alive
   */
  ClaimResult takeOver(UUID incidentId, long formerKey, long processKey, ProcessDrawing process);

  /**
   * Moves the incident to a phase and notes the time the former ended; repeating it changes
   * nothing.
   */
  void enterPhase(UUID incidentId, Phase phase, Actor actor);

  /** Notes that a person has seen the incident, once; repeating it changes nothing. */
  void acknowledge(UUID incidentId, Actor actor);

  /**
   * Sets the verdict. FALSE_POSITIVE and BENIGN end the playbook and undo what the incident did,
   * except what another open incident still needs.
   */
  void decide(UUID incidentId, Verdict verdict, Actor actor, String reason);

  /**
   * Gives the incident another playbook, or the same once more when it has grown unnoticed; the
   * playbook begins after this and sees all that has joined so far.
   */
  void changePlaybook(UUID incidentId, String playbook, Actor actor);

  /**
   * Notes that the incident's process weighs its growth.
   *
   * @param notice id of the notice that told of it
   */
  void noteGrowth(UUID incidentId, long notice);

  /** Closes the incident. */
  void close(UUID incidentId, Actor actor);

  /**
   * Closes the incident, unless there is more to do for it. Repeating it answers the same, as long
   * as nothing else has happened.
   */
  Closing closeIfDone(UUID incidentId, Actor actor);

  /** What became of an incident that was to be closed. */
  sealed interface Closing {

    /** It is closed. */
    record Closed() implements Closing {}

    /**
     * It has grown since its playbook stopped listening, and is an attack as far as anybody knows.
     *
     * @param playbook what is to look at it once more
     */
    record Grown(String playbook) implements Closing {}

    /** A person has just asked for something by hand, which its process is about to take up. */
    record Asked() implements Closing {}
  }

  /**
   * Which drawing a process instance runs.
   *
   * @param processId BPMN process id with its major version
   * @param version the engine's version number
   * @param hash SHA-256 of the deployed file, hex
   */
  record ProcessDrawing(String processId, int version, String hash) {}

  /**
   * What a claim came to.
   *
   * @param mine whether the instance may go on
   * @param holder the instance that has the incident instead and may have been forgotten by the
   *     engine: it runs the same drawing, and the incident is open; {@code null} when there is none
   * @param playbook process id of the playbook to call, for example {@code brute-force-v1}
   * @param severity the incident's severity
   */
  record ClaimResult(boolean mine, @Nullable Long holder, String playbook, Severity severity) {}
}
