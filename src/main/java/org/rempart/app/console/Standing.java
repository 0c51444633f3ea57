package org.rempart.app.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rempart.core.engine.ElementState;
import org.rempart.core.engine.ElementState.State;

/** Where a run of a drawing stands, element by element. */
final class Standing {

  private static final Set<String> FRAMES =
      Set.of("PROCESS", "SUB_PROCESS", "EVENT_SUB_PROCESS", "CALL_ACTIVITY", "SEQUENCE_FLOW");

  private Standing() {}

  /** The runs of a drawing, the oldest first. */
  static List<Long> runs(List<ElementState> told, String process) {
    return told.stream()
        .filter(state -> state.processId().equals(process))
        .map(ElementState::processInstanceKey)
        .distinct()
        .toList();
  }

  static @Nullable Long newest(List<Long> runs) {
    return runs.isEmpty() ? null : runs.getLast();
  }

  /** Whether this is a step that a process is at now, not what only holds one. */
  static boolean isStep(ElementState state) {
    return state.state() == State.ACTIVE && !FRAMES.contains(state.elementType());
  }

  /**
   * The states of a run; of the newest one when none is named. A step taken twice shows its last.
   */
  static Map<String, State> of(List<ElementState> told, String process, @Nullable Long run) {
    var shown = run == null ? newest(runs(told, process)) : run;
    var states = new LinkedHashMap<String, State>();
    told.stream()
        .filter(state -> shown != null && state.processInstanceKey() == shown)
        .filter(state -> !state.elementType().equals("PROCESS"))
        .forEach(state -> states.put(state.elementId(), state.state()));
    return states;
  }
}
