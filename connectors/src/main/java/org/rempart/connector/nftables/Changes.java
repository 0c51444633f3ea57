package org.rempart.connector.nftables;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.IpAddress;

/** What is to be put into and taken out of the sets, as few commands as can be. */
final class Changes {

  private final String table;
  private final Map<IpAddress, String> out = new LinkedHashMap<>();
  private final Map<IpAddress, String> in = new LinkedHashMap<>();

  Changes(String table) {
    this.table = table;
  }

  void delete(IpAddress address) {
    out.put(address, address.toString());
  }

  /**
   * @param left time until the element ends, or {@code null} for no end
   */
  void add(IpAddress address, String key, @Nullable Duration left) {
    String timeout = left == null ? "" : " timeout " + left.toSeconds() + "s";
    in.put(address, address + timeout + " comment \"" + Mark.of(key) + "\"");
  }

  boolean isEmpty() {
    return out.isEmpty() && in.isEmpty();
  }

  /** First what goes, then what comes, so that an address can do both. */
  List<String> commands() {
    List<String> commands = new ArrayList<>();
    for (String set : List.of("blocked4", "blocked6")) {
      command("delete", set, out, commands);
      command("add", set, in, commands);
    }
    return commands;
  }

  /** Time left, rounded up: a set knows whole seconds here, and never ends before the order. */
  static @Nullable Duration left(Instant now, @Nullable Instant end) {
    return end == null ? null : Duration.ofSeconds(Duration.between(now, end).toSeconds() + 1);
  }

  private void command(
      String verb, String set, Map<IpAddress, String> elements, List<String> commands) {
    String list =
        elements.entrySet().stream()
            .filter(e -> Ruleset.setOf(e.getKey()).equals(set))
            .map(Map.Entry::getValue)
            .collect(Collectors.joining(", "));
    if (!list.isEmpty()) {
      commands.add("%s element inet %s %s { %s }".formatted(verb, table, set, list));
    }
  }
}
