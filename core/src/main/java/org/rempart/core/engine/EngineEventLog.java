package org.rempart.core.engine;

import java.util.List;
import org.rempart.core.incident.Changes;
import org.rempart.core.task.TaskBoard;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Keeps what the engine tells, and does what follows from it. */
@Component
class EngineEventLog implements EngineEvents {

  private final ElementRows elements;
  private final EngineIncidents incidents;
  private final TaskBoard board;
  private final Changes changes;

  EngineEventLog(
      ElementRows elements, EngineIncidents incidents, TaskBoard board, Changes changes) {
    this.elements = elements;
    this.incidents = incidents;
    this.board = board;
    this.changes = changes;
  }

  @Override
  @Transactional
  public void record(List<EngineEvent> events) {
    var changed =
        events.stream()
            .filter(EngineEvent.ElementChanged.class::isInstance)
            .map(EngineEvent.ElementChanged.class::cast)
            .toList();
    if (!changed.isEmpty()) {
      elements.write(changed);
    }
    events.forEach(this::follow);
    if (events.stream().anyMatch(EngineEvent.EngineIncidentRaised.class::isInstance)) {
      incidents.openRepairs();
    }
    tell(events);
  }

  private void follow(EngineEvent event) {
    switch (event) {
      case EngineEvent.ElementChanged written -> {}
      case EngineEvent.EngineIncidentRaised raised -> incidents.raised(raised);
      case EngineEvent.EngineIncidentResolved resolved -> incidents.resolved(resolved);
      case EngineEvent.JobCancelled cancelled -> board.withdraw(cancelled.jobKey());
    }
  }

  private void tell(List<EngineEvent> events) {
    var instances = events.stream().map(EngineEvent::processInstanceKey).distinct().toList();
    elements.incidentsOf(instances).forEach(incident -> changes.changed("incident", incident));
  }
}
