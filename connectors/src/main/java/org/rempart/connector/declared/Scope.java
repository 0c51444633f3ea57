package org.rempart.connector.declared;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What an expression can see.
 *
 * @param settings names of settings, as in FEEL
 * @param secrets names of secrets, as in FEEL; empty where none may be used
 * @param names everything else, earlier steps included
 */
record Scope(Set<String> settings, Set<String> secrets, Set<String> names) {

  /** What orders bring. */
  static final List<String> ORDER =
      List.of("target", "target_kind", "key", "parameters", "expires_at", "expires_in", "now_utc");

  /** What is known of an answer that just came. */
  static final List<String> ANSWER = List.of("status", "headers", "body", "text");

  Scope {
    settings = Set.copyOf(settings);
    secrets = Set.copyOf(secrets);
    names = Set.copyOf(names);
  }

  /** The same with more names. */
  Scope with(List<String> more) {
    Set<String> all = new HashSet<>(names);
    all.addAll(more);
    return new Scope(settings, secrets, all);
  }

  /** The same without secrets. */
  Scope open() {
    return new Scope(settings, Set.of(), names);
  }
}
