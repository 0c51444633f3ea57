package org.rempart.connector.imap;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.rempart.connector.Order;
import org.rempart.connector.Sha256;

/**
 * Where a mail in quarantine came from. It is kept as the name of the folder that the mail is in,
 * so that nothing but the mailbox itself is needed to bring it back.
 *
 * @param account whose mailbox
 * @param folder which of its folders
 */
record Origin(String account, String folder) {

  /** Beginning of the names of an action's folders. */
  static String start(Order order) {
    return "Q-" + Sha256.of(order.key()).substring(0, 24) + "-";
  }

  /** Name of the folder in quarantine. */
  String place(Order order) {
    byte[] text = (account + "\n" + folder).getBytes(StandardCharsets.UTF_8);
    return start(order) + Base64.getUrlEncoder().withoutPadding().encodeToString(text);
  }

  static Origin of(Order order, String place) {
    byte[] text = Base64.getUrlDecoder().decode(place.substring(start(order).length()));
    String[] parts = new String(text, StandardCharsets.UTF_8).split("\n", 2);
    return new Origin(parts[0], parts[1]);
  }

  @Override
  public String toString() {
    return account + "/" + folder;
  }
}
