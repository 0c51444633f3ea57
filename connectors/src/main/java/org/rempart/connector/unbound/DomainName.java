package org.rempart.connector.unbound;

import java.net.IDN;
import java.util.Locale;
import org.rempart.connector.Order;
import org.rempart.connector.Refusal;

/** Names of domains in the form in which resolvers keep them. */
final class DomainName {

  private static final String LABEL = "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?";

  private DomainName() {}

  /**
   * The domain that an order names: in ASCII (RFC 5891), in lower case, without the dot at its end.
   *
   * @throws Refusal BAD_DOMAIN when it is none, or a whole top-level domain
   */
  static String of(Order order) throws Refusal {
    String text = order.target().value();
    try {
      String ascii = IDN.toASCII(text).toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
      if (ascii.length() < 254 && ascii.matches(LABEL + "(\\." + LABEL + ")+")) {
        return ascii;
      }
    } catch (IllegalArgumentException e) {
      // Told below like every other text that is no name.
    }
    throw new Refusal("BAD_DOMAIN", "\"" + text + "\" is no domain that can be blocked");
  }
}
