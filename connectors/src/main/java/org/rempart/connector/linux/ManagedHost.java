package org.rempart.connector.linux;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One host of the list, written {@code NAME=ADDRESS[:PORT],SHA256:FINGERPRINT}.
 *
 * @param name as the inventory and alerts call it
 * @param address where SSH is spoken to: name or address, IPv6 in brackets when written
 * @param port default 22
 * @param hostKey fingerprint of the host's key as {@code ssh-keygen -lf} prints it
 */
public record ManagedHost(String name, String address, int port, String hostKey) {

  private static final Pattern FORM =
      Pattern.compile(
          "(?<name>[A-Za-z0-9][A-Za-z0-9.-]{0,252})="
              + "(?:\\[(?<six>[0-9a-fA-F:.]+)]|(?<address>[A-Za-z0-9][A-Za-z0-9.-]*))"
              + "(?::(?<port>[0-9]{1,5}))?,(?<key>SHA256:[A-Za-z0-9+/]{43}=?)");

  /** Reads one; empty when it is written otherwise. */
  static Optional<ManagedHost> parse(String text) {
    Matcher found = FORM.matcher(text);
    if (!found.matches()) {
      return Optional.empty();
    }
    int port = found.group("port") == null ? 22 : Integer.parseInt(found.group("port"));
    String address = found.group("six") == null ? found.group("address") : found.group("six");
    return Optional.of(new ManagedHost(found.group("name"), address, port, found.group("key")))
        .filter(h -> h.port > 0 && h.port <= 65_535);
  }

  /**
   * Whether a target means this host: by its address, or by its name without regard to case, of
   * which the first part counts where one of the two has no domain.
   */
  boolean called(String target) {
    String asked = target.toLowerCase(Locale.ROOT);
    String own = name.toLowerCase(Locale.ROOT);
    boolean oneIsShort = asked.indexOf('.') < 0 || own.indexOf('.') < 0;
    return asked.equals(address.toLowerCase(Locale.ROOT))
        || asked.equals(own)
        || (oneIsShort && first(asked).equals(first(own)));
  }

  private static String first(String name) {
    return name.split("\\.", 2)[0];
  }
}
