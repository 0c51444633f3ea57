package org.rempart.connector.ldap;

import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.Map;
import org.rempart.connector.Refusal;

/**
 * OpenLDAP with the overlay ppolicy (slapo-ppolicy(5)): {@code pwdAccountLockedTime} at the value
 * that means "until an administrator unlocks it". It has an effect only where the account's policy
 * says {@code pwdLockout: TRUE}.
 *
 * @param defaultPolicy DN of the policy of accounts that name none
 */
record LockedTime(String defaultPolicy) implements AccountSwitch {

  private static final String ATTRIBUTE = "pwdAccountLockedTime";
  private static final String POLICY = "pwdPolicySubentry";
  private static final String FOR_EVER = "000001010000Z";

  @Override
  public String[] attributes() {
    return new String[] {ATTRIBUTE, POLICY};
  }

  @Override
  public boolean off(SearchResultEntry account) {
    return Directory.value(account, ATTRIBUTE).equals(FOR_EVER);
  }

  @Override
  public void checkEffect(Directory directory, SearchResultEntry account) throws Refusal {
    String own = Directory.value(account, POLICY);
    String policy = own.isEmpty() ? defaultPolicy : own;
    boolean locks =
        directory
            .at(policy, "pwdLockout")
            .map(p -> Directory.value(p, "pwdLockout").equalsIgnoreCase("TRUE"))
            .orElse(false);
    if (!locks) {
      String text = "policy " + policy + " doesn't say pwdLockout: TRUE, so a lock has no effect";
      throw new Refusal("NO_EFFECT", text);
    }
  }

  @Override
  public boolean switchOff(Directory directory, SearchResultEntry account) throws Refusal {
    return change(directory, account, FOR_EVER);
  }

  /** A lock that the server itself had set after too many failures is set back. */
  @Override
  public boolean switchOn(
      Directory directory, SearchResultEntry account, Map<String, String> before) throws Refusal {
    return change(directory, account, before.getOrDefault(ATTRIBUTE, ""));
  }

  @Override
  public Map<String, String> state(SearchResultEntry account) {
    String value = Directory.value(account, ATTRIBUTE);
    return value.isEmpty() ? Map.of() : Map.of(ATTRIBUTE, value);
  }

  private static boolean change(Directory directory, SearchResultEntry account, String value)
      throws Refusal {
    String before = Directory.value(account, ATTRIBUTE);
    var delete = Directory.delete(ATTRIBUTE, before);
    var add = Directory.add(ATTRIBUTE, value);
    if (value.isEmpty()) {
      return directory.modify(account.getDN(), delete);
    }
    return before.isEmpty()
        ? directory.modify(account.getDN(), add)
        : directory.modify(account.getDN(), delete, add);
  }
}
