package org.rempart.app.api;

import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rempart.app.security.Caller;
import org.rempart.core.incident.IncidentSearch;
import org.rempart.core.incident.TimelineReader;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What happened in an incident. */
@RestController
class TimelineApi {

  private final IncidentSearch incidents;
  private final TimelineReader timeline;

  TimelineApi(IncidentSearch incidents, TimelineReader timeline) {
    this.incidents = incidents;
    this.timeline = timeline;
  }

  /** The timeline, oldest first; its text in the language asked for. */
  @GetMapping("/api/v1/incidents/{id}/timeline")
  Page<TimelineReader.Entry> list(
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable String lang,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "200") int limit,
      Locale accepted,
      Caller caller) {
    var most = Page.checked(limit);
    incidents.require(id, caller.sites());
    var after = Objects.requireNonNullElse(Page.numberOf(cursor), 0L);
    var found = timeline.list(id, after, most + 1, Language.of(lang, accepted));
    return Page.of(found, most, TimelineReader.Entry::id);
  }
}
