package org.rempart.core.report;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Predicate;
import org.rempart.core.incident.IncidentSearch;
import org.rempart.core.incident.IncidentStatus;
import org.rempart.core.incident.IncidentSummary;
import org.rempart.core.incident.TimelineReader;
import org.rempart.core.playbook.PlaybookLibrary;
import org.rempart.core.response.ActionSearch;
import org.rempart.core.response.ActionSummary;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Draws the report of an incident from what is recorded, at any time. */
@Component
public class ReportAssembler {

  /** The report is for reading: of a timeline longer than this, the first entries. */
  private static final int TIMELINE_LIMIT = 5_000;

  private final IncidentSearch incidents;
  private final TimelineReader timeline;
  private final ActionSearch actions;
  private final ReportRows rows;
  private final ObjectProvider<PlaybookLibrary> library;

  ReportAssembler(
      IncidentSearch incidents,
      TimelineReader timeline,
      ActionSearch actions,
      ReportRows rows,
      ObjectProvider<PlaybookLibrary> library) {
    this.incidents = incidents;
    this.timeline = timeline;
    this.actions = actions;
    this.rows = rows;
    this.library = library;
  }

  /**
   * The report as things stand; of one moment, in a repeatable-read transaction.
   *
   * @param sites the sites of who asks
   * @param locale French, else English
   * @throws org.rempart.core.incident.UnknownIncidentException when there is none on these sites
   */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public Report assemble(UUID incidentId, Collection<String> sites, Locale locale) {
    var incident = incidents.require(incidentId, sites);
    var origin = rows.origin(incidentId);
    var done = actions.ofIncident(incidentId);
    var approvals = rows.approvals(incidentId);
    var contained = rows.inForce(incidentId);
    var observables = rows.observables(incidentId);
    var people = rows.people(incidentId);
    var figures = figures(incident, origin, done, approvals, contained, observables, people);
    return new Report(
        locale.getLanguage().equals("fr") ? "fr" : "en",
        incident.status() == IncidentStatus.OPEN,
        rows.now(),
        incident,
        origin.marking(),
        drawing(incident, origin, locale),
        origin.verdictReason(),
        figures,
        ReportTimes.of(incident, origin, locale),
        timeline.list(incidentId, 0, TIMELINE_LIMIT, locale),
        done,
        approvals,
        contained,
        rows.alerts(incidentId),
        observables,
        rows.techniques(incidentId),
        people,
        rows.reviews(incidentId),
        AttackTechniques.NOTICE);
  }

  private static Report.Figures figures(
      IncidentSummary incident,
      ReportRows.Origin origin,
      List<ActionSummary> done,
      List<Report.Approval> approvals,
      List<Report.InForce> contained,
      List<Report.Observable> observables,
      List<Report.Person> people) {
    return new Report.Figures(
        incident.alertCount(),
        observables.size(),
        done.size(),
        count(done, action -> action.state().equals("EXECUTED")),
        count(done, ReportAssembler::proven),
        count(done, action -> action.state().equals("REFUSED")),
        count(done, action -> action.state().equals("FAILED")),
        count(approvals, approval -> approval.state().equals("GRANTED")),
        count(approvals, approval -> approval.state().equals("DENIED")),
        contained.size(),
        origin.undone(),
        people.size());
  }

  private Report.Drawing drawing(
      IncidentSummary incident, ReportRows.Origin origin, Locale locale) {
    var files = library.getIfAvailable();
    var title = files == null ? incident.playbook() : files.title(incident.playbook(), locale);
    return new Report.Drawing(
        incident.playbook(), title, origin.processVersion(), origin.processHash());
  }

  /** Proven at some time: a containment that was undone since reads ABSENT, and rightly so. */
  private static boolean proven(ActionSummary action) {
    var proof = action.proof();
    return action.verifiedAt() != null || (proof != null && proof.result().equals("HOLDS"));
  }

  private static <T> int count(List<T> all, Predicate<T> which) {
    return (int) all.stream().filter(which).count();
  }
}
