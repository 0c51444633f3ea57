package org.rempart.connector.wazuh;

import org.rempart.connector.Order;
import org.rempart.connector.Refusal;

/**
 * An account on a host, from a target {@code account@host}.
 *
 * @param name the account
 * @param host the host
 */
record Account(String name, String host) {

  static Account of(Order order) throws Refusal {
    String value = order.target().value();
    int at = value.lastIndexOf('@');
    // The name ends up in a script on the agent: only what an account may be called.
    if (at < 1 || !value.substring(0, at).matches("[A-Za-z0-9_][A-Za-z0-9_.$-]{0,63}")) {
      throw new Refusal("BAD_ACCOUNT", value + " is not of the form account@host");
    }
    return new Account(value.substring(0, at), value.substring(at + 1));
  }
}
