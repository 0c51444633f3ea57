package org.rempart.app.api;

import org.jspecify.annotations.Nullable;
import org.rempart.app.security.Caller;
import org.rempart.core.audit.Actor;
import org.rempart.core.guardrail.Switches;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The kill switch and the dry run. Everybody who works on incidents may stop things; to let them go
 * on is for managers.
 */
@RestController
@RequestMapping("/api/v1/guardrails/switches")
class SwitchApi {

  private final Switches switches;

  SwitchApi(Switches switches) {
    this.switches = switches;
  }

  /** The switches that are on. */
  @GetMapping
  Page<Switches.Switch> list() {
    return Page.all(switches.on());
  }

  /** Turns one, and answers those that are on. */
  @PutMapping
  Page<Switches.Switch> turn(@RequestBody Turn turn, Caller caller, Actor actor) {
    var name = given("name", turn.name());
    boolean enabled = given("enabled", turn.enabled());
    caller.mustBeAllowedToTurn(name, enabled);
    var scope = turn.scope() == null ? Switches.Scope.ALL : turn.scope();
    var id = turn.scopeId() == null ? "" : turn.scopeId();
    try {
      switches.turn(name, scope, id, enabled, Texts.required("reason", turn.reason()), actor);
    } catch (IllegalArgumentException wrong) {
      throw new BadParameterException("scope", "does not fit: " + wrong.getMessage());
    }
    return list();
  }

  private static <T> T given(String field, @Nullable T value) {
    if (value == null) {
      throw new BadParameterException(field, "is missing");
    }
    return value;
  }

  /**
   * What is to be turned.
   *
   * @param scopeId id of the site, connector or playbook; left out for ALL
   */
  record Turn(
      Switches.@Nullable Name name,
      Switches.@Nullable Scope scope,
      @Nullable String scopeId,
      @Nullable Boolean enabled,
      @Nullable String reason) {}
}
