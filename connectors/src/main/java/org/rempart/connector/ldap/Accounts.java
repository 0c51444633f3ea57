package org.rempart.connector.ldap;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.rempart.connector.Order;
import org.rempart.connector.Outcome;
import org.rempart.connector.Proof;
import org.rempart.connector.Refusal;
import org.rempart.connector.Reversal;

/** Disables accounts of the directory. */
final class Accounts {

  private static final int ATTEMPTS = 3;

  private final LdapSettings settings;
  private final AccountSwitch light;

  Accounts(LdapSettings settings) {
    this.settings = settings;
    this.light =
        settings.kind() == LdapSettings.Kind.ACTIVE_DIRECTORY
            ? new UserAccountControl()
            : new LockedTime(settings.policy());
  }

  Outcome disable(Directory directory, Order order) throws Refusal {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      SearchResultEntry account = find(directory, order.target().value());
      refuseOurselves(account);
      light.checkEffect(directory, account);
      Map<String, String> before = new HashMap<>(light.state(account));
      before.put("disabled", String.valueOf(light.off(account)));
      if (light.off(account) || light.switchOff(directory, account)) {
        return new Outcome.Done(order.key(), before, account.getDN());
      }
    }
    throw busy(order);
  }

  /**
   * Reads back; where the account's password is known, tries to sign in besides: only a refused
   * attempt proves that the lock has an effect.
   */
  Proof proof(Directory directory, Order order) throws Refusal {
    SearchResultEntry account = find(directory, order.target().value());
    light.checkEffect(directory, account);
    String read = account.getDN() + " has " + light.state(account);
    if (!light.off(account)) {
      return new Proof(order.key(), Proof.Result.ABSENT, Instant.now(), read);
    }
    if (!order.target().value().equalsIgnoreCase(settings.probeAccount())) {
      return new Proof(order.key(), Proof.Result.HOLDS, Instant.now(), read);
    }
    boolean refused = signInIsRefused(account);
    return new Proof(
        order.key(),
        refused ? Proof.Result.HOLDS : Proof.Result.ABSENT,
        Instant.now(),
        read + (refused ? "; signing in is refused" : "; and yet it can sign in"));
  }

  Outcome enable(Directory directory, Reversal reversal) throws Refusal {
    Order order = reversal.order();
    boolean before = Boolean.parseBoolean(reversal.stateBefore().get("disabled"));
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      SearchResultEntry account = find(directory, order.target().value());
      boolean done =
          before
              || !light.off(account)
              || light.switchOn(directory, account, reversal.stateBefore());
      if (done) {
        return new Outcome.Done(order.key(), Map.of(), account.getDN());
      }
    }
    throw busy(order);
  }

  /**
   * The account of a name.
   *
   * @throws Refusal UNKNOWN_ACCOUNT when there is none
   */
  SearchResultEntry find(Directory directory, String name, String... more) throws Refusal {
    String[] attributes =
        Stream.of(light.attributes(), more, new String[] {settings.accountAttribute()})
            .flatMap(Stream::of)
            .toArray(String[]::new);
    // Building the filter from parts escapes what has a meaning in it (RFC 4515).
    Filter filter = Filter.createEqualityFilter(settings.accountAttribute(), name);
    return directory
        .one(filter, attributes)
        .orElseThrow(() -> new Refusal("UNKNOWN_ACCOUNT", "the directory has no account " + name));
  }

  private void refuseOurselves(SearchResultEntry account) throws Refusal {
    if (Directory.same(account.getDN(), settings.user())
        || isUs(Directory.value(account, settings.accountAttribute()))) {
      throw new Refusal("MANAGER_ACCOUNT", "Rempart itself signs in as " + account.getDN());
    }
  }

  /** Active Directory takes {@code name@realm} and {@code DOMAIN\name} instead of a DN. */
  private boolean isUs(String name) {
    String user = settings.user();
    return !name.isEmpty()
        && (user.equalsIgnoreCase(name)
            || user.regionMatches(true, 0, name + "@", 0, name.length() + 1)
            || user.toLowerCase(Locale.ROOT).endsWith("\\" + name.toLowerCase(Locale.ROOT)));
  }

  private boolean signInIsRefused(SearchResultEntry account) throws Refusal {
    String password = settings.probePassword().orElseThrow().read();
    try (Directory opened = Directory.open(settings, account.getDN(), password)) {
      return false;
    } catch (Refusal e) {
      return true;
    }
  }

  private static Refusal busy(Order order) {
    return new Refusal("CHANGED_MEANWHILE", order.target() + " is being changed by somebody else");
  }
}
