package org.rempart.core.incident;

import java.util.Objects;
import org.rempart.core.task.TaskCompletion;
import org.springframework.stereotype.Component;

/** A completed form with a key {@code verdict} sets the incident's verdict. */
@Component
class VerdictForm implements TaskCompletion {

  private final IncidentLife life;

  VerdictForm(IncidentLife life) {
    this.life = life;
  }

  @Override
  public void completed(Completed task) {
    if (task.values().get("verdict") instanceof String verdict && !verdict.isBlank()) {
      var reason = Objects.toString(task.values().get("reason"), "");
      life.decide(task.incidentId(), Verdict.valueOf(verdict), task.actor(), reason);
    }
  }
}
