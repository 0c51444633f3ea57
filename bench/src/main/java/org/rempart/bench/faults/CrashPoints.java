package org.rempart.bench.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rempart.bench.faults.CrashPoint.Need;

/** Every named point: one between each two steps of the journal, in the order of a response. */
final class CrashPoints {

  private static final String RESPONSE = "org.rempart.core.response.";
  private static final String JOB = "org.rempart.workers.job.";
  private static final String RELAY = "org.rempart.workers.relay.";
  private static final String API = "org.rempart.app.api.";
  private static final String SOMETHING = "NOT $!.isEmpty()";

  private static final List<CrashPoint> ALL = all();

  private CrashPoints() {}

  static List<CrashPoint> list() {
    return ALL;
  }

  static Optional<CrashPoint> named(String name) {
    return ALL.stream().filter(p -> p.name().equals(name)).findFirst();
  }

  private static List<CrashPoint> all() {
    List<CrashPoint> points = new ArrayList<>();
    intake(points);
    decision(points);
    call(points);
    outcome(points);
    waiting(points);
    approval(points);
    release(points);
    revert(points);
    return List.copyOf(points);
  }

  private static void intake(List<CrashPoint> points) {
    String intake = "org.rempart.core.alert.intake.";
    points.add(exit("intake.folded", Need.RESPONSE, "org.rempart.core.alert.folding.Folding.fold"));
    points.add(exit("intake.committed", Need.RESPONSE, intake + "AlertIntake.accept"));
    points.add(exit("incident.claimed", Need.RESPONSE, JOB + "ClaimJob.handle"));
  }

  private static void decision(List<CrashPoint> points) {
    points.add(exit("claim.reserved", Need.RESPONSE, RESPONSE + "Claims.reserve"));
    points.add(entry("decide.planned", Need.RESPONSE, RESPONSE + "Leases.letGo"));
    points.add(exit("decide.written", Need.RESPONSE, RESPONSE + "Decider.decide"));
    points.add(entry("decide.committed", Need.RESPONSE, RESPONSE + "ProductCall.carryOut"));
  }

  private static void call(List<CrashPoint> points) {
    points.add(entry("found.read", Need.READ_FIRST, RESPONSE + "ProductCall.noted"));
    points.add(exit("found.kept", Need.READ_FIRST, RESPONSE + "ProductCall.noted"));
    points.add(entry("execute.begun", Need.RESPONSE, RESPONSE + "ProductCall.write"));
    points.add(entry("execute.answered", Need.RESPONSE, RESPONSE + "ProductCall.settleAll"));
    points.add(exit("execute.read-back", Need.RESPONSE, RESPONSE + "ProductCall.prove"));
    points.add(entry("doubt.begun", Need.LOST_ANSWER, RESPONSE + "ProductCall.inDoubt"));
    points.add(exit("doubt.read", Need.LOST_ANSWER, RESPONSE + "ProductCall.inDoubt"));
  }

  private static void outcome(List<CrashPoint> points) {
    points.add(exit("store.written", Need.RESPONSE, RESPONSE + "Outcomes.finish"));
    points.add(exit("store.summed-up", Need.RESPONSE, RESPONSE + "Settler.settled"));
    points.add(exit("store.committed", Need.RESPONSE, RESPONSE + "JournaledResponses.stored"));
    points.add(exit("job.unanswered", Need.RESPONSE, JOB + "RespondJob.handle"));
    points.add(exit("job.answered", Need.RESPONSE, JOB + "JobSettling.settle"));
    points.add(entry("verify.read", Need.ENDPOINT, RESPONSE + "JournaledResponses.reread"));
    points.add(exit("verify.stored", Need.ENDPOINT, RESPONSE + "JournaledResponses.reread"));
    points.add(
        exit("verify.committed", Need.ENDPOINT, RESPONSE + "JournaledResponses.readUnproven"));
    points.add(exit("verify.unanswered", Need.ENDPOINT, JOB + "VerifyJob.handle"));
  }

  private static void waiting(List<CrashPoint> points) {
    points.add(exit("wait.decided", Need.AWAY, RESPONSE + "Settlements.postpone"));
    points.add(entry("wait.over", Need.AWAY, RESPONSE + "WaitingActions.takeUp"));
    points.add(exit("wait.taken-up", Need.AWAY, RESPONSE + "Decider.resume"));
    points.add(exit("wait.resumed", Need.AWAY, RESPONSE + "JournaledResponses.resume"));
    String settled = "$1.topic().equals(\"action-settled\")";
    points.add(entry("wait.telling", Need.AWAY, RELAY + "EngineRelay.send", settled));
  }

  private static void approval(List<CrashPoint> points) {
    points.add(exit("approval.asked", Need.APPROVAL, RESPONSE + "Approvals.ask"));
    points.add(exit("approval.granted", Need.APPROVAL, RESPONSE + "Approvals.vote"));
    points.add(exit("approval.committed", Need.APPROVAL, API + "TaskApi.complete"));
    points.add(entry("approval.telling", Need.APPROVAL, RELAY + "OutboxRows.delete"));
    points.add(exit("approval.taken-up", Need.APPROVAL, RESPONSE + "Approvals.granted", SOMETHING));
  }

  private static void release(List<CrashPoint> points) {
    points.add(exit("release.let-go", Need.RELEASE, RESPONSE + "Releases.release", SOMETHING));
    points.add(exit("release.committed", Need.RELEASE, API + "VerdictApi.decide"));
    points.add(exit("release.unanswered", Need.RELEASE, JOB + "ReleaseJob.handle"));
    points.add(exit("close.unanswered", Need.RELEASE, JOB + "CloseJob.handle"));
    points.add(exit("expiry.let-go", Need.EXPIRY, RESPONSE + "Releases.release", SOMETHING));
  }

  private static void revert(List<CrashPoint> points) {
    String told = RESPONSE + "Reverter.told";
    points.add(entry("revert.taken", Need.RELEASE, RESPONSE + "Reverter.undo"));
    points.add(at("revert.begun", Need.RELEASE, told, "AT INVOKE revert"));
    points.add(at("revert.answered", Need.RELEASE, told, "AFTER INVOKE revert"));
    points.add(exit("revert.read-back", Need.RELEASE, told));
    points.add(exit("revert.written", Need.RELEASE, RESPONSE + "RevertJournal.store"));
    points.add(exit("revert.told", Need.RELEASE, RESPONSE + "Reverter.store"));
    points.add(exit("revert.committed", Need.RELEASE, RESPONSE + "Reverter.undo"));
  }

  private static CrashPoint entry(String name, Need need, String method) {
    return at(name, need, method, "AT ENTRY");
  }

  private static CrashPoint entry(String name, Need need, String method, String when) {
    return at(name, need, method, "AT ENTRY", when);
  }

  private static CrashPoint exit(String name, Need need, String method) {
    return at(name, need, method, "AT EXIT");
  }

  private static CrashPoint exit(String name, Need need, String method, String when) {
    return at(name, need, method, "AT EXIT", when);
  }

  private static CrashPoint at(String name, Need need, String method, String place) {
    return at(name, need, method, place, "true");
  }

  private static CrashPoint at(String name, Need need, String method, String place, String when) {
    int dot = method.lastIndexOf('.');
    return new CrashPoint(
        name, need, method.substring(0, dot), method.substring(dot + 1), place, when);
  }
}
