package org.rempart.bench.firewall;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rempart.bench.stack.Practice;

/** The firewall that the bench acts on. */
public interface Firewall extends AutoCloseable {

  /**
   * Real nftables in a namespace of the bench's own where we are root and have it, else the
   * practice firewall.
   */
  static Firewall best() throws IOException {
    return NamespaceFirewall.possible() ? new NamespaceFirewall() : new PracticeFirewall();
  }

  /** What it is, for the reader of the figures. */
  String description();

  /** Its entry in {@code rempart.connectors}. */
  Map<String, Object> settings(Practice practice);

  /**
   * When the address came to be blocked, as the firewall itself says; {@code null} when it does not
   * say.
   */
  @Nullable Instant blockedAt(String address);

  /** Addresses that were blocked more than once. */
  List<String> doubled();

  @Override
  void close();
}
