package org.rempart.core.response;

import org.rempart.connector.IpAddress;

/** Reads address literals; never asks a name server. */
final class Addresses {

  private Addresses() {}

  /**
   * One text per address, however it was written: IPv4 mapped into IPv6 becomes IPv4. What is no
   * address stays as it is, for the guardrail to refuse.
   */
  static String canonical(String text) {
    return IpAddress.parse(text).map(IpAddress::toString).orElse(text);
  }
}
