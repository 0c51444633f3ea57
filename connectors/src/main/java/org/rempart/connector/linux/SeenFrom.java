package org.rempart.connector.linux;

import org.rempart.connector.IpAddress;
import org.rempart.connector.Refusal;

/**
 * How a host sees our connection, from what OpenSSH puts into {@code SSH_CONNECTION}.
 *
 * @param address where we come from
 * @param port its own port that we talk to
 */
record SeenFrom(IpAddress address, int port) {

  static SeenFrom parse(String text) throws Refusal {
    String[] words = text.strip().split(" ");
    if (words.length == 4 && words[3].matches("\\d{1,5}")) {
      var address = IpAddress.parse(words[0]);
      if (address.isPresent()) {
        return new SeenFrom(address.get(), Integer.parseInt(words[3]));
      }
    }
    throw new Refusal("MANAGER_UNKNOWN", "the host doesn't tell which address we come from");
  }
}
