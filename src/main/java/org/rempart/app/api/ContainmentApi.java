package org.rempart.app.api;

import java.util.UUID;
import org.rempart.app.security.Caller;
import org.rempart.core.response.Contained;
import org.rempart.core.response.Register;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Everything that is contained right now, by whom, why, until when, and whether it still holds. */
@RestController
@RequestMapping("/api/v1/containments")
class ContainmentApi {

  private final Register register;

  ContainmentApi(Register register) {
    this.register = register;
  }

  /** The register, the newest first. */
  @GetMapping
  Page<Contained> list(Caller caller) {
    return Page.all(register.live(caller.sites()));
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
}
