package org.rempart.core.response;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rempart.core.audit.Actor;
import org.rempart.core.audit.AuditTrail;
import org.rempart.core.incident.Timeline;
import org.rempart.core.storage.Statements;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/** Tells timeline and audit what became of actions, in the transaction of the change. */
@Component
class Chronicle {

  /** More of a kind at once than this become one entry with their count. */
  private static final int EACH = 20;

  private final Timeline timeline;
  private final AuditTrail audit;
  private final JdbcOperations jdbc;

  Chronicle(Timeline timeline, AuditTrail audit, JdbcOperations jdbc) {
    this.timeline = timeline;
    this.audit = audit;
    this.jdbc = jdbc;
  }

  void tell(UUID incidentId, Actor actor, List<Event> events) {
    Statements statements = new Statements();
    tell(statements, incidentId, actor, events);
    statements.send(jdbc);
  }

  /** Adds what the change is told by to what is still to be sent of it. */
  void tell(Statements statements, UUID incidentId, Actor actor, List<Event> events) {
    if (events.isEmpty()) {
      return;
    }
    List<Timeline.Entry> entries = new ArrayList<>();
    events.stream()
        .collect(Collectors.groupingBy(Event::group, LinkedHashMap::new, Collectors.toList()))
        .forEach((group, same) -> entries.addAll(told(same)));
    timeline.appendAll(statements, incidentId, actor, entries);
    audit.recordAll(statements, actor, events.stream().map(Event::audited).toList());
  }

  private static List<Timeline.Entry> told(List<Event> same) {
    if (same.size() <= EACH) {
      return same.stream().map(e -> new Timeline.Entry(e.kind(), e.sentence())).toList();
    }
    Event first = same.getFirst();
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("capability", first.capability());
    details.put("connector", first.connector());
    details.put("count", same.size());
    return List.of(new Timeline.Entry(first.kind() + "-many", details));
  }

  /**
   * One thing that happened to one action or containment.
   *
   * @param kind timeline kind, also what the audit says was done
   * @param subjectKind {@code action} or {@code containment}
   * @param details what else the sentence names
   */
  record Event(
      String kind,
      String subjectKind,
      UUID subjectId,
      String capability,
      String connector,
      String target,
      Map<String, ?> details,
      @Nullable String reason) {

    String group() {
      return kind + " " + connector + " " + capability;
    }

    Map<String, Object> sentence() {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("capability", capability);
      all.put("connector", connector);
      all.put("target", target);
      all.putAll(details);
      return all;
    }

    AuditTrail.Entry audited() {
      return new AuditTrail.Entry(
          kind, subjectKind, subjectId.toString(), null, sentence(), reason);
    }
  }
}
