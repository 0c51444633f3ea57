package org.rempart.connector.linux;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.rempart.connector.AtHost;
import org.rempart.connector.Order;
import org.rempart.connector.Refusal;
import org.rempart.connector.shell.CommandResult;

/**
 * What a host's own files say about an account; the password's hash itself is not kept.
 *
 * @param uid its number
 * @param locked whether its password is locked
 * @param passwordless whether it has none at all
 * @param expire day on which it ends, in days since 1970, or empty for never
 */
record LocalAccount(long uid, boolean locked, boolean passwordless, String expire) {

  private static final String NAME = "[A-Za-z_][A-Za-z0-9_.-]{0,31}\\$?";

  /**
   * The account that an order names.
   *
   * @throws Refusal BAD_ACCOUNT when no account may be called so
   */
  static String name(Order order) throws Refusal {
    String name = AtHost.of(order).what();
    if (!name.matches(NAME)) {
      throw new Refusal("BAD_ACCOUNT", "\"" + name + "\" is no name of an account");
    }
    return name;
  }

  /** Reads it; empty when the host's own files don't have it. */
  static Optional<LocalAccount> read(Machine machine, String name) throws Refusal {
    Optional<String[]> passwd = entry(machine, "passwd", name);
    Optional<String[]> shadow = entry(machine, "shadow", name);
    if (passwd.isEmpty() || shadow.isEmpty()) {
      return Optional.empty();
    }
    String hash = shadow.get()[1];
    return Optional.of(
        new LocalAccount(
            Long.parseLong(passwd.get()[2]),
            hash.startsWith("!"),
            hash.isEmpty(),
            shadow.get()[7]));
  }

  /** Whether nobody can sign in with it: past its end, and no password fits. */
  boolean disabled() {
    return expired() && (locked || passwordless);
  }

  /** What a revert needs to know of it. */
  Map<String, String> state() {
    return Map.of("expire", expire, "locked", String.valueOf(locked));
  }

  String told() {
    String end = expire.isEmpty() ? "never expires" : "expires on day " + expire + " since 1970";
    return (locked ? "password locked, " : "password not locked, ") + end;
  }

  private boolean expired() {
    return !expire.isEmpty() && Long.parseLong(expire) <= LocalDate.now().toEpochDay();
  }

  private static Optional<String[]> entry(Machine machine, String database, String name)
      throws Refusal {
    CommandResult result = machine.read("getent", "-s", "files", database, name);
    if (result.ok()) {
      return Optional.of(result.output().strip().split(":", -1));
    }
    if (result.code() == 2) {
      return Optional.empty();
    }
    throw machine.complaint("getent", result);
  }
}
