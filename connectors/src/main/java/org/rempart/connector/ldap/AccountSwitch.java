package org.rempart.connector.ldap;

import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.Map;
import org.rempart.connector.Refusal;

/** How one kind of server lets an account sign in or not. */
sealed interface AccountSwitch permits UserAccountControl, LockedTime {

  /** What has to be read of an account. */
  String[] attributes();

  /** Whether the account can't sign in. */
  boolean off(SearchResultEntry account);

  /**
   * Whether {@link #off} has an effect at this server.
   *
   * @throws Refusal NO_EFFECT when it hasn't
   */
  void checkEffect(Directory directory, SearchResultEntry account) throws Refusal;

  /** Switches it off; false when somebody else changed it meanwhile. */
  boolean switchOff(Directory directory, SearchResultEntry account) throws Refusal;

  /**
   * Switches it on again; false when somebody else changed it meanwhile.
   *
   * @param before what {@link #state} said before; may be empty
   */
  boolean switchOn(Directory directory, SearchResultEntry account, Map<String, String> before)
      throws Refusal;

  /** What is read, for the journal, evidence and {@link #switchOn}. */
  Map<String, String> state(SearchResultEntry account);
}
