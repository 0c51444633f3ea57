package org.rempart.app.api;

import org.rempart.app.health.ConnectorStates;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The products that Rempart acts on, and whether it can. */
@RestController
@RequestMapping("/api/v1/connectors")
class ConnectorApi {

  private final ConnectorStates states;

  ConnectorApi(ConnectorStates states) {
    this.states = states;
  }

  /** How they were when they were last asked, at most half a minute ago. */
  @GetMapping
  Page<ConnectorStates.State> list() {
    return Page.all(states.last());
  }

  /** Asks all of them now, which can take ten seconds. */
  @PostMapping("/check")
  Page<ConnectorStates.State> check() {
    states.ask();
    return list();
  }
}
