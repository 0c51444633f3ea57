package org.rempart.connector.ldap;

import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.Arrays;
import java.util.List;
import org.rempart.connector.Assurance;
import org.rempart.connector.Capability;
import org.rempart.connector.Connector;
import org.rempart.connector.Health;
import org.rempart.connector.Offer;
import org.rempart.connector.OneByOne;
import org.rempart.connector.Order;
import org.rempart.connector.Outcome;
import org.rempart.connector.Proof;
import org.rempart.connector.Refusal;
import org.rempart.connector.Reversal;
import org.rempart.connector.TargetKind;

/** Disables accounts and takes them out of groups, in OpenLDAP or Active Directory. */
public final class LdapConnector implements Connector {

  private final LdapSettings settings;
  private final Accounts accounts;
  private final Memberships memberships;

  public LdapConnector(LdapSettings settings) {
    this.settings = settings;
    this.accounts = new Accounts(settings);
    this.memberships = new Memberships(settings, accounts);
  }

  @Override
  public String id() {
    return settings.id();
  }

  @Override
  public String product() {
    return activeDirectory() ? "Active Directory" : "OpenLDAP 2.5 with ppolicy";
  }

  @Override
  public boolean practice() {
    return settings.practice();
  }

  @Override
  public List<Offer> offers() {
    return List.of(
        new Offer(Capability.DISABLE_ACCOUNT, TargetKind.ACCOUNT, Assurance.READABLE, true, 1),
        new Offer(
            Capability.REMOVE_FROM_GROUP, TargetKind.MEMBERSHIP, Assurance.READABLE, true, 1));
  }

  @Override
  public List<Outcome> execute(List<Order> batch) {
    return OneByOne.execute(
        batch,
        order ->
            switch (order.capability().id()) {
              case "identity.disable-account" -> in(d -> accounts.disable(d, order));
              case "identity.remove-from-group" -> in(d -> memberships.remove(d, order));
              default -> throw notOffered(order);
            });
  }

  @Override
  public List<Proof> verify(List<Order> batch) {
    return OneByOne.verify(batch, this::proof);
  }

  @Override
  public List<Proof> found(List<Order> batch) {
    return OneByOne.found(batch, this::proof);
  }

  @Override
  public List<Outcome> revert(List<Reversal> batch) {
    return OneByOne.revert(
        batch,
        r ->
            switch (r.order().capability().id()) {
              case "identity.disable-account" -> in(d -> accounts.enable(d, r));
              case "identity.remove-from-group" -> in(d -> memberships.restore(d, r));
              default -> throw notOffered(r.order());
            });
  }

  @Override
  public Health health() {
    return OneByOne.health(() -> in(this::checkup));
  }

  private Proof proof(Order order) throws Refusal {
    return switch (order.capability().id()) {
      case "identity.disable-account" -> in(d -> accounts.proof(d, order));
      case "identity.remove-from-group" -> in(d -> memberships.proof(d, order));
      default -> throw notOffered(order);
    };
  }

  private String checkup(Directory directory) throws Refusal {
    if (directory.at(settings.base(), "1.1").isEmpty()) {
      throw new Refusal("NO_BASE", settings.base() + " is not there or may not be read");
    }
    return activeDirectory() ? rightsInActiveDirectory(directory) : policy(directory);
  }

  /** Active Directory tells which attributes of an entry the asker may write. */
  private String rightsInActiveDirectory(Directory directory) throws Refusal {
    SearchResultEntry any =
        directory
            .any(settings.accountAttribute(), "allowedAttributesEffective")
            .orElseThrow(() -> new Refusal("NO_ACCOUNTS", "no account is to be seen"));
    String[] writable = any.getAttributeValues("allowedAttributesEffective");
    if (writable == null || !Arrays.asList(writable).contains("userAccountControl")) {
      String text = settings.user() + " may not write userAccountControl of " + any.getDN();
      throw new Refusal("NOT_PERMITTED", text);
    }
    return "Active Directory, may write userAccountControl of " + any.getDN();
  }

  /** OpenLDAP tells nobody what they may write: the first change will show. */
  private String policy(Directory directory) throws Refusal {
    if (directory.at(settings.policy(), "pwdLockout").isEmpty()) {
      throw new Refusal("NO_POLICY", settings.policy() + " is not there or may not be read");
    }
    return "OpenLDAP, policy read; the right to write can't be asked for";
  }

  private boolean activeDirectory() {
    return settings.kind() == LdapSettings.Kind.ACTIVE_DIRECTORY;
  }

  private Refusal notOffered(Order order) {
    return new Refusal("NOT_OFFERED", settings.id() + " can't do " + order.capability());
  }

  private interface Work<T> {
    T done(Directory directory) throws Refusal;
  }

  private <T> T in(Work<T> work) throws Refusal {
    try (Directory directory = Directory.open(settings)) {
      return work.done(directory);
    }
  }
}
