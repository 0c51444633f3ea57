package org.rempart.app.api;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rempart.app.security.Caller;
import org.rempart.core.audit.Actor;
import org.rempart.core.guardrail.ProtectedTarget;
import org.rempart.core.guardrail.ProtectedTargets;
import org.rempart.core.guardrail.Protection;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The list of what no playbook may touch by itself. To change it is for managers. */
@RestController
@RequestMapping("/api/v1/guardrails/protected-targets")
class ProtectedTargetApi {

  private final ProtectedTargets targets;

  ProtectedTargetApi(ProtectedTargets targets) {
    this.targets = targets;
  }

  /** The entries that hold at the caller's sites. */
  @GetMapping
  Page<ProtectedTarget> list(Caller caller) {
    return Page.all(targets.list(caller.sites()));
  }

  /** Adds an entry, and answers the list. */
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Page<ProtectedTarget> add(@RequestBody Entry entry, Caller caller, Actor actor) {
    if (entry.kind() == null || entry.category() == null) {
      throw new BadParameterException(entry.kind() == null ? "kind" : "category", "is missing");
    }
    if (entry.site() != null && !caller.sites().contains(entry.site())) {
      throw new BadParameterException("site", "must be one of " + caller.sites());
    }
    String value = Texts.required("value", entry.value());
    String reason = Texts.required("reason", entry.reason());
    try {
      targets.add(entry.site(), entry.kind(), value, entry.category(), reason, actor);
    } catch (IllegalArgumentException unfit) {
      throw new BadParameterException("value", "does not fit: " + unfit.getMessage());
    }
    return list(caller);
  }

  /** Takes an entry off the list. */
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable String reason,
      Caller caller,
      Actor actor) {
    targets.remove(id, caller.sites(), Texts.required("reason", reason), actor);
  }

  /**
   * A new entry.
   *
   * @param site the site it holds for; left out for all
   */
  record Entry(
      @Nullable String site,
      ProtectedTarget.@Nullable Kind kind,
      @Nullable String value,
      @Nullable Protection category,
      @Nullable String reason) {}
}
