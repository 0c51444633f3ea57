package org.rempart.connector;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An IPv4 or IPv6 address that came from a literal; equal however it was written.
 *
 * @param value the address, without a name
 */
public record IpAddress(InetAddress value) {

  private static final Pattern V4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");
  private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  /** Reads a literal; never asks a name server. Empty when the text is none. */
  public static Optional<IpAddress> parse(String text) {
    if (!V4.matcher(text).matches() && !V6.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new IpAddress(InetAddress.getByName(text)));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /**
   * Reads a literal that a firewall may block: not this host, not everybody, not a group. Empty
   * otherwise.
   */
  public static Optional<IpAddress> blockable(String text) {
    return parse(text)
        .filter(a -> !a.value.isAnyLocalAddress())
        .filter(a -> !a.value.isLoopbackAddress())
        .filter(a -> !a.value.isMulticastAddress());
  }

  /** Whether it is IPv4; an IPv4 address mapped into IPv6 is. */
  public boolean v4() {
    return value instanceof Inet4Address;
  }

  /** How many bits it has: 32 or 128. */
  public int bits() {
    return v4() ? 32 : 128;
  }

  @Override
  public String toString() {
    return value.getHostAddress();
  }
}
