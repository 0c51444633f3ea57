package org.rempart.core.report;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rempart.core.incident.IncidentSummary;
import org.rempart.core.incident.Marking;
import org.rempart.core.incident.TimelineReader;
import org.rempart.core.response.ActionSummary;
import org.rempart.core.response.Contained;

/**
 * The post-incident report. One model for every format and language: words differ, figures don't.
 *
 * @param language of the words, {@code fr} or {@code en}
 * @param draft whether the incident is still open, so that the report will change
 * @param madeAt database clock
 * @param marking how far it may travel
 * @param drawing the playbook that ran
 * @param verdictReason why the verdict is what it is; {@code null} while there is none
 * @param times how long things took, each with its definition
 * @param stillContained what this incident put in force and is not undone, at {@code madeAt}
 * @param reviews what people wrote when they looked back; more than one when several did
 * @param techniquesNotice to be printed where techniques are named
 */
public record Report(
    String language,
    boolean draft,
    Instant madeAt,
    IncidentSummary incident,
    Marking marking,
    Drawing drawing,
    @Nullable String verdictReason,
    Figures figures,
    List<Measure> times,
    List<TimelineReader.Entry> timeline,
    List<ActionSummary> actions,
    List<Approval> approvals,
    List<InForce> stillContained,
    List<AlertCount> alerts,
    List<Observable> observables,
    List<Technique> techniques,
    List<Person> people,
    List<Review> reviews,
    String techniquesNotice) {

  /**
   * What ran.
   *
   * @param title of the playbook, in the reader's language
   * @param version the engine's version of the drawing; {@code null} when no process had begun
   * @param hash SHA-256 of the drawing's file, hex
   */
  public record Drawing(
      String processId, String title, @Nullable Integer version, @Nullable String hash) {}

  /**
   * What the summary counts.
   *
   * @param proven actions whose newest read-back shows them in force
   * @param undone containments that were reverted
   */
  public record Figures(
      long alerts,
      int observables,
      int actions,
      int executed,
      int proven,
      int refused,
      int failed,
      int approvalsGranted,
      int approvalsDenied,
      int stillContained,
      int undone,
      int people) {}

  /**
   * How long something took.
   *
   * @param key stable name, for example {@code contain}
   * @param label what it is called
   * @param definition from when to when, in words
   * @param to {@code null} while it has not happened
   * @param millis between the two; {@code null} while it has not happened
   */
  public record Measure(
      String key,
      String label,
      String definition,
      Instant from,
      @Nullable Instant to,
      @Nullable Long millis) {}

  /**
   * People's yes or no.
   *
   * @param rule the guardrails that asked
   * @param targets what it was about
   * @param decidedBy who said so, in the order in which they did
   * @param overridden whether one person's word stood for two in an emergency
   */
  public record Approval(
      UUID id,
      String capability,
      List<String> targets,
      String rule,
      String state,
      Instant askedAt,
      @Nullable Instant decidedAt,
      @Nullable String decidedBy,
      @Nullable String reason,
      boolean overridden) {}

  /**
   * A containment that stands.
   *
   * @param lastResult what the last read-back showed: HOLDS, ABSENT or UNKNOWN
   * @param neededBy numbers of the open incidents that hold a claim on it
   */
  public record InForce(
      UUID id,
      String capability,
      String target,
      String connector,
      boolean practice,
      String state,
      Instant since,
      @Nullable Instant expiresAt,
      @Nullable Instant lastReadAt,
      @Nullable String lastResult,
      List<Long> neededBy) {

    /** How it stands for people: in force only while the newest read-back shows it. */
    public String standing() {
      return Contained.standing(state, lastResult);
    }
  }

  /** Equal alerts, counted. */
  public record AlertCount(
      String source,
      String rule,
      String ruleName,
      String severity,
      long count,
      Instant firstSeen,
      Instant lastSeen) {}

  /**
   * Something the alerts name.
   *
   * @param value as it was sent
   * @param defanged written so that nobody opens it by mistake
   * @param role ATTACKER, VICTIM or RELATED
   * @param host the machine that the inventory knows at an address; {@code null} when it knows none
   *     there, or several
   * @param clinical whether patients depend on a machine of this name or address, as the inventory
   *     says
   */
  public record Observable(
      String kind,
      String value,
      String defanged,
      String role,
      @Nullable String host,
      boolean clinical,
      long alertCount,
      Instant firstSeen,
      Instant lastSeen) {}

  /**
   * An ATT&amp;CK technique.
   *
   * @param label its name; the id again when it is not known here
   */
  public record Technique(String id, String label) {}

  /**
   * Somebody who took part.
   *
   * @param entries how many timeline entries are theirs
   */
  public record Person(
      String login, String displayName, long entries, Instant first, Instant last) {}

  /** What the review form asked; empty where nothing was written. */
  public record Review(
      @Nullable Instant at,
      @Nullable String by,
      String rootCause,
      String wentWell,
      String wentBadly,
      String lessons,
      List<Improvement> improvements) {}

  /**
   * Something to be done so that it goes better next time.
   *
   * @param who does it; empty when nobody was named
   * @param until when, as it was written; empty when no day was
   */
  public record Improvement(String what, String who, String until) {}
}
