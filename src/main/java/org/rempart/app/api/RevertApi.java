package org.rempart.app.api;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rempart.app.security.Caller;
import org.rempart.core.audit.Actor;
import org.rempart.core.response.ActionSearch;
import org.rempart.core.response.ActionSummary;
import org.rempart.core.response.Responses;
import org.rempart.core.response.UnknownActionException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The undoing of one action. */
@RestController
class RevertApi {

  private final ActionSearch actions;
  private final Responses responses;

  RevertApi(ActionSearch actions, Responses responses) {
    this.actions = actions;
    this.responses = responses;
  }

  /** Undoes an action, unless another open incident still needs it; the read-back follows. */
  @PostMapping("/api/v1/actions/{id}/revert")
  @ResponseStatus(HttpStatus.ACCEPTED)
  ActionSummary revert(
      @PathVariable UUID id, @RequestBody Reason reason, Caller caller, Actor actor) {
    require(id, caller);
    responses.revertAction(id, actor, Texts.required("reason", reason.reason()));
    return require(id, caller);
  }

  private ActionSummary require(UUID id, Caller caller) {
    return actions.find(id, caller.sites()).orElseThrow(() -> new UnknownActionException(id));
  }

  /** Why. */
  record Reason(@Nullable String reason) {}
}
