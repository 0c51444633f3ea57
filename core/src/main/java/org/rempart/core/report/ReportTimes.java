package org.rempart.core.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.rempart.core.incident.IncidentSummary;

/**
 * How long things took. The literature disagrees on what "MTTR" and its kin mean, so each measure
 * is printed with its definition: from the first alert's time at its source (T1) or from the
 * opening here (T1i), to what a person or the playbook did.
 */
final class ReportTimes {

  private ReportTimes() {}

  static List<Report.Measure> of(
      IncidentSummary incident, ReportRows.Origin origin, Locale locale) {
    var seen = incident.firstAlertAt();
    var opened = incident.openedAt();
    return List.of(
        measure("acknowledge-playbook", opened, origin.claimedAt(), locale),
        measure("acknowledge-person", opened, incident.acknowledgedAt(), locale),
        measure("first-containment", seen, origin.firstProof(), locale),
        measure("contain", seen, incident.containedAt(), locale),
        measure("eradicate", seen, incident.eradicatedAt(), locale),
        measure("recover", seen, incident.recoveredAt(), locale),
        measure("close", opened, incident.closedAt(), locale));
  }

  private static Report.Measure measure(
      String key, Instant from, @Nullable Instant to, Locale locale) {
    return new Report.Measure(
        key,
        ReportWords.word("report.time." + key, locale),
        ReportWords.word("report.time." + key + ".definition", locale),
        from,
        to,
        to == null ? null : Duration.between(from, to).toMillis());
  }
}
