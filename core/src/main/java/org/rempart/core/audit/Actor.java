package org.rempart.core.audit;

/**
 * Who brings about a change.
 *
 * @param kind what sort of actor
 * @param name login of a person, id of a playbook element, name of a part of Rempart, or id of a
 *     source
 * @param role the role in which a person acts, else empty
 * @param address network address a person acts from, else empty
 */
public record Actor(Kind kind, String name, String role, String address) {

  /** Sorts of actors. */
  public enum Kind {
    PERSON,
    PLAYBOOK,
    SYSTEM,
    SOURCE
  }

  /** A part of Rempart that acts by itself, for example {@code register}. */
  public static Actor system(String part) {
    return new Actor(Kind.SYSTEM, part, "", "");
  }

  /** An element of a playbook, for example {@code brute-force-v1/BlockAddress}. */
  public static Actor playbook(String element) {
    return new Actor(Kind.PLAYBOOK, element, "", "");
  }

  /** A signed-in person. */
  public static Actor person(String login, String role, String address) {
    return new Actor(Kind.PERSON, login, role, address);
  }
}
