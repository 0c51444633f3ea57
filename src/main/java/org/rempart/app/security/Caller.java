package org.rempart.app.security;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.rempart.core.audit.Actor;
import org.rempart.core.guardrail.Switches;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticatedPrincipal;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * Who makes a request: a signed-in person or the holder of an API token.
 *
 * @param login a person's login, or {@code api:} and the token's name
 * @param displayName what the console shows
 * @param role what they may do
 * @param groups whose tasks are theirs, those of the role included
 * @param sites the sites they see
 * @param locale the language they read
 */
public record Caller(
    String login,
    String displayName,
    Role role,
    Set<String> groups,
    Set<String> sites,
    Locale locale)
    implements AuthenticatedPrincipal {

  /** Stands in the database for every site there is, also for later ones. */
  static final String ALL_SITES = "*";

  public Caller {
    var all = new HashSet<>(groups);
    all.addAll(role.groups());
    groups = Set.copyOf(all);
    sites = Set.copyOf(sites);
  }

  @Override
  public String getName() {
    return login;
  }

  /** The role, for rules on paths. */
  public List<GrantedAuthority> authorities() {
    return List.of(new SimpleGrantedAuthority("ROLE_" + role.name()));
  }

  /** Whether one of these task groups is theirs. */
  public boolean isIn(Iterable<String> taskGroups) {
    for (var group : taskGroups) {
      if (groups.contains(group)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Everybody who works on incidents may stop things; to let them go on, or to play a dry run, is
   * for managers.
   *
   * @throws AccessDeniedException when the caller may not
   */
  public void mustBeAllowedToTurn(Switches.Name name, boolean on) {
    if (role != Role.MANAGER && !(name == Switches.Name.KILL && on)) {
      throw new AccessDeniedException("Only a manager may turn the switch " + name + " this way.");
    }
  }

  /** Who stands in timeline and audit for what they do. */
  public Actor actor(String address) {
    return Actor.person(login, role.name(), address);
  }
}
