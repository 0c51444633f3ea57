package org.rempart.connector;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An IPv4 or IPv6 network from its CIDR form; a bare address is a network of one.
 *
 * @param base its first address
 * @param bits length of the prefix
 */
public record IpNetwork(IpAddress base, int bits) {

  /**
   * What is nobody's out there: private, shared and link-local ranges, this host, groups, and what
   * is reserved (IANA special-purpose registries, RFC 6890). Documentation ranges are not among
   * them.
   */
  private static final List<IpNetwork> INSIDE =
      Stream.of(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.168.0.0/16",
              "198.18.0.0/15",
              "224.0.0.0/3",
              "::/127",
              "64:ff9b:1::/48",
              "fc00::/7",
              "fe80::/10",
              "fec0::/10",
              "ff00::/8")
          .map(IpNetwork::parse)
          .flatMap(Optional::stream)
          .toList();

  /** Whether an address is one that the whole internet means the same by. */
  public static boolean isPublic(IpAddress address) {
    return INSIDE.stream().noneMatch(n -> n.contains(address));
  }

  /** Reads {@code address/bits} or an address. Empty when the text is neither, or has host bits. */
  public static Optional<IpNetwork> parse(String text) {
    String[] parts = text.split("/", 2);
    if (parts.length == 2 && !parts[1].matches("\\d{1,3}")) {
      return Optional.empty();
    }
    return IpAddress.parse(parts[0])
        .map(a -> new IpNetwork(a, parts.length == 2 ? Integer.parseInt(parts[1]) : a.bits()))
        .filter(n -> n.bits <= n.base.bits())
        .filter(IpNetwork::hostBitsAreZero);
  }

  /** Whether it is IPv4. */
  public boolean v4() {
    return base.v4();
  }

  /** Whether the address lies in it. */
  public boolean contains(IpAddress address) {
    return address.v4() == v4()
        && Arrays.equals(masked(address.value().getAddress()), base.value().getAddress());
  }

  private boolean hostBitsAreZero() {
    return contains(base);
  }

  private byte[] masked(byte[] address) {
    for (int i = 0; i < address.length; i++) {
      int kept = Math.clamp(bits - 8L * i, 0, 8);
      address[i] &= (byte) (0xff << (8 - kept));
    }
    return address;
  }

  @Override
  public String toString() {
    return base + "/" + bits;
  }
}
