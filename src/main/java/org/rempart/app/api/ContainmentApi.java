package org.rempart.app.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rempart.app.report.RegisterDownload;
import org.rempart.app.security.Caller;
import org.rempart.core.audit.Actor;
import org.rempart.core.response.Contained;
import org.rempart.core.response.Drift;
import org.rempart.core.response.Extensions;
import org.rempart.core.response.Pins;
import org.rempart.core.response.Reconciliation;
import org.rempart.core.response.Register;
import org.rempart.core.response.RegisterFilter;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Everything that is contained right now, by whom, why, until when, and whether it still holds. */
@RestController
@RequestMapping("/api/v1/containments")
class ContainmentApi {

  private final Register register;
  private final Extensions extensions;
  private final Reconciliation reconciliation;
  private final Pins pins;
  private final RegisterDownload download;

  ContainmentApi(
      Register register,
      Extensions extensions,
      Reconciliation reconciliation,
      Pins pins,
      RegisterDownload download) {
    this.pins = pins;
    this.download = download;
    this.register = register;
    this.reconciliation = reconciliation;
    this.extensions = extensions;
  }

  /** The register, the newest first; {@code q} and {@code connector} as {@link RegisterFilter}. */
  @GetMapping
  Page<Contained> list(
      @RequestParam(required = false) @Nullable String q,
      @RequestParam(required = false) @Nullable String connector,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "200") int limit,
      Caller caller) {
    var most = Page.checked(limit);
    var filter = new RegisterFilter(q, connector);
    var found = register.list(filter, caller.sites(), Page.idOf(cursor), most + 1);
    return Page.of(found, most, Contained::id);
  }

  /** One containment, also one that was undone. */
  @GetMapping("/{id}")
  Contained show(@PathVariable UUID id, Caller caller) {
    return register
        .find(id, caller.sites())
        .orElseThrow(
            () ->
                new ResponseStatusException(
                    HttpStatus.NOT_FOUND, "There is no containment " + id + "."));
  }

  /** Reads the containment back at its product now, and answers what was read. */
  @PostMapping("/{id}/read")
  Contained read(@PathVariable UUID id, Caller caller) {
    show(id, caller);
    register.reread(id);
    return show(id, caller);
  }

  /** Where register and products differ, as of the last comparison; the newest first. */
  @GetMapping("/drift")
  Page<Drift> drift(Caller caller) {
    return Page.all(reconciliation.drift(caller.sites()));
  }

  /** Compares the register with the products now, and answers what differs. */
  @PostMapping("/reconcile")
  Page<Drift> reconcile(Caller caller) {
    reconciliation.reconcile();
    return drift(caller);
  }

  /** The register as a file; {@code format} is {@code csv} or {@code json}. */
  @GetMapping("/export")
  void export(
      @RequestParam(defaultValue = "json") String format,
      Caller caller,
      HttpServletResponse response)
      throws IOException {
    if (!download.send(format, caller, response)) {
      throw new BadParameterException("format", "format must be csv or json");
    }
  }

  /** Holds it, whatever incidents let go of it. */
  @PostMapping("/{id}/pin")
  Contained pin(@PathVariable UUID id, @RequestBody Why why, Caller caller, Actor actor) {
    show(id, caller);
    pins.pin(id, actor, Texts.required("reason", why.reason()));
    return show(id, caller);
  }

  /** Holds it no longer; it is undone when no incident holds it. */
  @PostMapping("/{id}/unpin")
  Contained unpin(@PathVariable UUID id, @RequestBody Why why, Caller caller, Actor actor) {
    show(id, caller);
    pins.unpin(id, actor, Texts.required("reason", why.reason()));
    return show(id, caller);
  }

  /** Why a person does it. */
  record Why(@Nullable String reason) {}

  /** Puts the end off, to a moment or by so long from the present end. */
  @PostMapping("/{id}/extend")
  Contained extend(
      @PathVariable UUID id, @RequestBody Extension extension, Caller caller, Actor actor) {
    show(id, caller);
    String reason = Texts.required("reason", extension.reason());
    if ((extension.until() == null) == (extension.lasting() == null)) {
      throw new BadParameterException("until", "Give either until or for.");
    }
    if (extension.until() != null) {
      extensions.until(id, extension.until(), actor, reason);
    } else {
      extensions.by(id, Objects.requireNonNull(extension.lasting()), actor, reason);
    }
    return show(id, caller);
  }

  /**
   * A later end.
   *
   * @param until the new end, ISO 8601
   * @param lasting {@code for}: how much later than the present end, an ISO 8601 duration
   * @param reason why
   */
  record Extension(
      @Nullable Instant until,
      @JsonProperty("for") @Nullable Duration lasting,
      @Nullable String reason) {}
}
