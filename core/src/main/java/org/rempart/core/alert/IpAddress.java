package org.rempart.core.alert;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads IP addresses without ever asking a name server. */
public final class IpAddress {

  private static final Pattern V4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");
  private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  private IpAddress() {}

  /** The address in canonical text (RFC 5952 for IPv6), or nothing when it isn't one. */
  public static Optional<String> canonical(String text) {
    if (V4.matcher(text).matches()) {
      return Optional.of(text);
    }
    String bare = text.indexOf('%') > 0 ? text.substring(0, text.indexOf('%')) : text;
    return V6.matcher(bare).matches() ? parse(bare).map(IpAddress::shortest) : Optional.empty();
  }

  /** Whether the address means the same host everywhere: RFC 6890 says which don't. */
  public static boolean isGlobal(String address) {
    return parse(address).map(IpAddress::isGlobal).orElse(false);
  }

  private static boolean isGlobal(InetAddress address) {
    byte[] b = address.getAddress();
    boolean local =
        address.isSiteLocalAddress()
            || address.isLoopbackAddress()
            || address.isLinkLocalAddress()
            || address.isAnyLocalAddress()
            || address.isMulticastAddress();
    return !local && (b.length == 4 ? isGlobalV4(b) : (b[0] & 0xfe) != 0xfc);
  }

  /** Carrier-grade NAT (100.64/10), 0/8 and 240/4 are left to check. */
  private static boolean isGlobalV4(byte[] b) {
    int first = b[0] & 0xff;
    boolean carrier = first == 100 && (b[1] & 0xc0) == 64;
    return !carrier && first != 0 && first < 240;
  }

  private static Optional<InetAddress> parse(String literal) {
    try {
      return Optional.of(InetAddress.getByName(literal));
    } catch (UnknownHostException notOne) {
      return Optional.empty();
    }
  }

  private static String shortest(InetAddress address) {
    byte[] b = address.getAddress();
    if (b.length == 4) {
      return address.getHostAddress();
    }
    int[] run = longestZeroRun(b);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == run[0]) {
        text.append("::");
        i += run[1] - 1;
        continue;
      }
      if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
        text.append(':');
      }
      text.append(Integer.toHexString(group(b, i)));
    }
    return text.toString();
  }

  private static int[] longestZeroRun(byte[] b) {
    int[] best = {-1, 1};
    for (int i = 0; i < 8; i++) {
      int end = i;
      while (end < 8 && group(b, end) == 0) {
        end++;
      }
      if (end - i > best[1]) {
        best = new int[] {i, end - i};
      }
    }
    return best;
  }

  private static int group(byte[] b, int i) {
    return (b[2 * i] & 0xff) << 8 | b[2 * i + 1] & 0xff;
  }
}
