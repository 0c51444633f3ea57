package org.rempart.app.security;

import java.util.Set;

/** What a caller may do. */
public enum Role {
  /** Works on incidents. */
  RESPONDER(Set.of("responders")),
  /** Works on incidents, decides what is reserved for managers, reads every report. */
  MANAGER(Set.of("responders", "managers")),
  /** Posts alerts and nothing else. */
  SOURCE(Set.of());

  private final Set<String> groups;

  Role(Set<String> groups) {
    this.groups = groups;
  }

  /** The task groups that come with the role. */
  public Set<String> groups() {
    return groups;
  }
}
