package org.rempart.connector.linux;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.rempart.connector.Assurance;
import org.rempart.connector.AtHost;
import org.rempart.connector.Capability;
import org.rempart.connector.Offer;
import org.rempart.connector.Order;
import org.rempart.connector.Outcome;
import org.rempart.connector.Proof;
import org.rempart.connector.Refusal;
import org.rempart.connector.Reversal;
import org.rempart.connector.Sha256;
import org.rempart.connector.TargetKind;

/**
 * Disables an account of a host: its password is locked, and it is past its end, so that keys don't
 * let it in either.
 */
final class AccountLock implements Skill {

  /** The day that shadow(5) recommends for an account that has ended: 2 January 1970. */
  private static final String LONG_AGO = "1";

  private final LinuxSettings settings;
  private final Notes notes;

  AccountLock(LinuxSettings settings) {
    this.settings = settings;
    this.notes = new Notes(settings);
  }

  @Override
  public Offer offer() {
    return new Offer(Capability.DISABLE_ACCOUNT, TargetKind.ACCOUNT, Assurance.KEYED, true, 1);
  }

  @Override
  public String host(Order order) throws Refusal {
    return AtHost.of(order).host();
  }

  @Override
  public Outcome execute(Machine machine, Order order) throws Refusal {
    String name = LocalAccount.name(order);
    LocalAccount account = known(machine, name);
    if (account.uid() == 0 || name.equals(settings.user())) {
      throw new Refusal(
          "MANAGER_ACCOUNT", name + " is what " + machine.host().name() + " is run by");
    }
    Optional<Map<String, String>> note = notes.read(machine, note(name));
    if (note.isEmpty() && account.disabled()) {
      return done(order, account.state());
    }
    if (note.isEmpty() || !note.get().get("key").equals(Sha256.of(order.key()))) {
      Map<String, String> facts = new HashMap<>(note.orElse(account.state()));
      facts.put("key", Sha256.of(order.key()));
      notes.drop(machine, note(name));
      notes.write(machine, note(name), facts);
      note = Optional.of(facts);
    }
    if (!account.disabled()) {
      disable(machine, name, account);
    }
    return done(order, note.get());
  }

  @Override
  public Proof verify(Machine machine, Order order) throws Refusal {
    String name = LocalAccount.name(order);
    LocalAccount account = known(machine, name);
    return new Proof(
        order.key(),
        account.disabled() ? Proof.Result.HOLDS : Proof.Result.ABSENT,
        Instant.now(),
        name + " on " + machine.host().name() + ": " + account.told());
  }

  /** Without a note the account was disabled before, or somebody has restored it by hand. */
  @Override
  public Outcome revert(Machine machine, Reversal reversal) throws Refusal {
    String name = LocalAccount.name(reversal.order());
    Optional<Map<String, String>> note = notes.read(machine, note(name));
    if (note.isPresent()) {
      restore(machine, name, known(machine, name), note.get());
      notes.drop(machine, note(name));
    }
    return done(reversal.order(), Map.of());
  }

  private static void disable(Machine machine, String name, LocalAccount account) throws Refusal {
    if (account.locked() || account.passwordless()) {
      machine.change("usermod", "--expiredate", LONG_AGO, name);
    } else {
      machine.change("usermod", "--lock", "--expiredate", LONG_AGO, name);
    }
  }

  private static void restore(
      Machine machine, String name, LocalAccount account, Map<String, String> before)
      throws Refusal {
    String expire = before.getOrDefault("expire", "");
    boolean wasLocked = Boolean.parseBoolean(before.get("locked"));
    if (account.locked() && !wasLocked) {
      machine.change("usermod", "--unlock", "--expiredate", expire, name);
    } else {
      machine.change("usermod", "--expiredate", expire, name);
    }
  }

  private static LocalAccount known(Machine machine, String name) throws Refusal {
    return LocalAccount.read(machine, name)
        .orElseThrow(
            () ->
                new Refusal(
                    "UNKNOWN_ACCOUNT",
                    machine.host().name() + " has no account " + name + " of its own"));
  }

  private static String note(String name) {
    return "account-" + name;
  }

  private static Outcome done(Order order, Map<String, String> before) {
    return new Outcome.Done(order.key(), before, order.target().value());
  }
}
