package org.rempart.app.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rempart.core.audit.Actor;
import org.rempart.core.decision.DmnTable;
import org.rempart.core.guardrail.Policies;
import org.rempart.core.guardrail.PolicyTrials;
import org.rempart.core.guardrail.PolicyVersion;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The versions of the guardrails' table. To change them is for managers. */
@RestController
@RequestMapping("/api/v1/guardrails/policies")
class PolicyApi {

  private static final Duration USUAL_PAST = Duration.ofDays(90);

  private final Policies policies;
  private final PolicyTrials trials;

  PolicyApi(Policies policies, PolicyTrials trials) {
    this.policies = policies;
    this.trials = trials;
  }

  /** Every version, the newest first; one of them is in force. */
  @GetMapping
  Page<PolicyVersion> list() {
    return Page.all(policies.versions());
  }

  /** The rows of a version. */
  @GetMapping("/{version}")
  Table show(@PathVariable int version) {
    var table = policies.table(version);
    return new Table(policies.version(version), table.inputs(), table.outputs(), table.rows());
  }

  /** A version as the DMN 1.3 file that Camunda Modeler opens. */
  @GetMapping(path = "/{version}/dmn", produces = "application/xml")
  String dmn(@PathVariable int version) {
    return policies.dmn(version);
  }

  /** Keeps a DMN file as a draft, if it can decide about every kind of target. */
  @PostMapping(consumes = {"application/xml", "text/xml"})
  @ResponseStatus(HttpStatus.CREATED)
  PolicyVersion draft(
      @RequestBody(required = false) @Nullable String dmn,
      @RequestParam(defaultValue = "") String note,
      Actor actor) {
    if (dmn == null || dmn.isBlank()) {
      throw new BadParameterException("body", "must be a DMN file");
    }
    return policies.version(policies.draft(dmn, note, actor));
  }

  /** Decides past actions by a version and answers what would have gone another way. */
  @PostMapping("/{version}/trial")
  PolicyTrials.Trial tryOut(
      @PathVariable int version, @RequestParam(required = false) @Nullable Instant since) {
    policies.version(version);
    return trials.run(version, since == null ? Instant.now().minus(USUAL_PAST) : since);
  }

  /** Puts a version in force, which must have been tried. */
  @PostMapping("/{version}/publish")
  PolicyVersion publish(@PathVariable int version, @RequestBody Why why, Actor actor) {
    policies.publish(version, Texts.required("reason", why.reason()), actor);
    return policies.version(version);
  }

  /** Why. */
  record Why(@Nullable String reason) {}

  /**
   * A version's rows.
   *
   * @param inputs what the rows go by, in the order of their cells
   * @param outputs what they answer, after the inputs
   */
  record Table(
      PolicyVersion version, List<String> inputs, List<String> outputs, List<DmnTable.Row> rows) {}
}
