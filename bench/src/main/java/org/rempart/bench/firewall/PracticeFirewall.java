package org.rempart.bench.firewall;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rempart.bench.stack.Practice;

/**
 * The practice estate's firewall, where there is no root. It is spoken to over HTTP and does not
 * tell times of its own.
 */
final class PracticeFirewall implements Firewall {

  @Override
  public String description() {
    return "practice firewall over HTTP (no root or no nft here); executed is the journal's time";
  }

  @Override
  public Map<String, Object> settings(Practice practice) {
    return practice.firewall();
  }

  @Override
  public @Nullable Instant blockedAt(String address) {
    return null;
  }

  @Override
  public List<String> doubled() {
    return List.of();
  }

  @Override
  public void close() {}
}
