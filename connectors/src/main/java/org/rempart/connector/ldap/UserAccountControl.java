package org.rempart.connector.ldap;

import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.Map;
import org.rempart.connector.Refusal;

/**
 * Active Directory: bit ACCOUNTDISABLE of {@code userAccountControl} ([MS-ADTS] section 2.2.16). A
 * change names the value that was read, so that it can't overwrite somebody else's.
 */
record UserAccountControl() implements AccountSwitch {

  private static final String ATTRIBUTE = "userAccountControl";
  private static final int ACCOUNTDISABLE = 0x2;

  @Override
  public String[] attributes() {
    return new String[] {ATTRIBUTE};
  }

  @Override
  public boolean off(SearchResultEntry account) {
    return (flags(account) & ACCOUNTDISABLE) != 0;
  }

  @Override
  public void checkEffect(Directory directory, SearchResultEntry account) throws Refusal {
    if (!account.hasAttribute(ATTRIBUTE)) {
      throw new Refusal("NO_EFFECT", "there is no " + ATTRIBUTE + " to be read at this account");
    }
  }

  @Override
  public boolean switchOff(Directory directory, SearchResultEntry account) throws Refusal {
    return replace(directory, account, flags(account) | ACCOUNTDISABLE);
  }

  @Override
  public boolean switchOn(
      Directory directory, SearchResultEntry account, Map<String, String> before) throws Refusal {
    return replace(directory, account, flags(account) & ~ACCOUNTDISABLE);
  }

  @Override
  public Map<String, String> state(SearchResultEntry account) {
    return Map.of(ATTRIBUTE, String.valueOf(flags(account)));
  }

  private static boolean replace(Directory directory, SearchResultEntry account, int flags)
      throws Refusal {
    return directory.modify(
        account.getDN(),
        Directory.delete(ATTRIBUTE, String.valueOf(flags(account))),
        Directory.add(ATTRIBUTE, String.valueOf(flags)));
  }

  private static int flags(SearchResultEntry account) {
    Integer flags = account.getAttributeValueAsInteger(ATTRIBUTE);
    return flags == null ? 0 : flags;
  }
}
