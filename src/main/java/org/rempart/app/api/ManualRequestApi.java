package org.rempart.app.api;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rempart.app.security.Caller;
import org.rempart.core.audit.Actor;
import org.rempart.core.incident.IncidentSearch;
import org.rempart.core.response.ManualRequest;
import org.rempart.core.response.ManualRequests;
import org.rempart.core.response.PossibleRequest;
import org.rempart.core.response.RequestOutlook;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Response actions that a person asks for by hand. */
@RestController
@RequestMapping("/api/v1/incidents/{id}/requests")
class ManualRequestApi {

  private final ManualRequests requests;
  private final IncidentSearch incidents;

  ManualRequestApi(ManualRequests requests, IncidentSearch incidents) {
    this.requests = requests;
    this.incidents = incidents;
  }

  /** What was asked for, the oldest first; what came of it stands among the actions. */
  @GetMapping
  Page<ManualRequest> list(@PathVariable UUID id, Caller caller) {
    incidents.require(id, caller.sites());
    return Page.all(requests.ofIncident(id));
  }

  /** What can be asked for: capabilities that products of the incident's site offer. */
  @GetMapping("/possible")
  Page<PossibleRequest> possible(@PathVariable UUID id, Caller caller) {
    incidents.require(id, caller.sites());
    return Page.all(requests.possible(id));
  }

  /** What the guardrails would say to it now, target by target; nothing is done. */
  @PostMapping("/outlook")
  Page<RequestOutlook> outlook(@PathVariable UUID id, @RequestBody Asking asking, Caller caller) {
    incidents.require(id, caller.sites());
    return Page.all(requests.outlook(id, asking.neededCapability(), asking.someTargets()));
  }

  /**
   * Asks for it. The same guardrails, approvals and proofs hold as for a playbook.
   *
   * @param key the sender's own; a repeat with it asks for nothing twice
   */
  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  ManualRequest ask(
      @PathVariable UUID id,
      @RequestBody Asking asking,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      Caller caller,
      Actor actor) {
    incidents.require(id, caller.sites());
    return requests.ask(
        id,
        Objects.requireNonNullElseGet(key, () -> UUID.randomUUID().toString()),
        asking.neededCapability(),
        asking.someTargets(),
        asking.someParameters(),
        actor,
        Texts.required("reason", asking.reason()));
  }

  /** What is asked for. */
  record Asking(
      @Nullable String capability,
      @Nullable List<String> targets,
      @Nullable Map<String, @Nullable String> parameters,
      @Nullable String reason) {

    String neededCapability() {
      return Texts.required("capability", capability);
    }

    List<String> someTargets() {
      return Objects.requireNonNullElse(targets, List.<String>of()).stream()
          .filter(Objects::nonNull)
          .toList();
    }

    Map<String, String> someParameters() {
      Map<String, String> said = new HashMap<>();
      Objects.requireNonNullElse(parameters, Map.<String, @Nullable String>of())
          .forEach((name, value) -> said.put(name, Objects.requireNonNullElse(value, "")));
      return said;
    }
  }
}
