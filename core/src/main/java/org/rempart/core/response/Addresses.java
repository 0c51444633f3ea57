package org.rempart.core.response;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads address literals; never asks a name server. */
final class Addresses {

  private static final Pattern LITERAL =
      Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F.]*:[0-9a-fA-F:.]*");

  private Addresses() {}

  /**
   * One text per address, however it was written: IPv4 mapped into IPv6 becomes IPv4. What is no
   * address stays as it is, for the guardrail to refuse.
   */
  static String canonical(String text) {
    InetAddress address = read(text);
    return address == null ? text : address.getHostAddress();
  }

  /** Whether it names one host out there, not everybody, a group or this host itself. */
  static boolean oneHost(String text) {
    InetAddress address = read(text);
    return address != null
        && !address.isAnyLocalAddress()
        && !address.isLoopbackAddress()
        && !address.isMulticastAddress()
        && !text.equals("255.255.255.255");
  }

  private static @Nullable InetAddress read(String text) {
    try {
      return LITERAL.matcher(text).matches() ? InetAddress.getByName(text) : null;
    } catch (UnknownHostException e) {
      return null;
    }
  }
}
