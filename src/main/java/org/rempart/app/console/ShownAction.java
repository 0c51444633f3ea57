package org.rempart.app.console;

import java.util.Set;
import org.rempart.core.response.ActionSummary;
import org.rempart.core.response.Contained;

/** An action with what the page may offer for it. */
record ShownAction(ActionSummary it) {

  private static final Set<String> UNDOABLE = Set.of("IN_FORCE", "REVERT_FAILED", "VANISHED");
  private static final Set<String> WAITS = Set.of("PLANNED", "WAITING");

  /** Whether it holds something in force that can be undone. */
  public boolean undoable() {
    var contained = it.containment();
    return contained != null
        && contained.released() == null
        && UNDOABLE.contains(contained.state());
  }

  /** Whether it has not begun and can be given up. */
  public boolean cancellable() {
    return WAITS.contains(it.state());
  }

  /** What has become of it: how what it contains stands now, else its own state. */
  public String state() {
    var contained = it.containment();
    return contained != null && it.state().equals("EXECUTED")
        ? Contained.standing(contained.state(), contained.lastResult())
        : it.state();
  }
}
