package org.rempart.practice.wazuh;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.rempart.practice.Entry;

/** What is true on one agent, and when the inventory last looked. */
final class AgentState {

  final Machine machine;
  final Set<String> locked = new TreeSet<>();
  final Set<String> ended = new TreeSet<>();
  final Set<String> killed = new TreeSet<>();
  boolean isolated;
  private final Duration lookEvery;
  private Instant scanned = Instant.now().minus(1, ChronoUnit.HOURS);
  private Instant former = Instant.EPOCH;

  AgentState(Machine machine, Duration lookEvery) {
    this.machine = machine;
    this.lookEvery = lookEvery;
  }

  void apply(Entry entry) {
    String account = entry.detail("account");
    switch (entry.operation()) {
      case "disable-account" -> locked.add(account);
      case "enable-account" -> locked.remove(account);
      case "end-session" -> ended.add(account);
      case "kill-process" -> killed.add(entry.detail("process"));
      case "isolate" -> isolated = true;
      case "release" -> isolated = false;
      default -> {}
    }
    former = looked();
    scanned = entry.at();
  }

  Map<String, Object> agent() {
    return Map.of(
        "id", machine.id(),
        "name", machine.name(),
        "ip", machine.ip(),
        "status", "active",
        "version", "Wazuh v4.14.7");
  }

  List<Map<String, Object>> users() {
    return machine.users().stream().map(this::user).toList();
  }

  List<Map<String, Object>> processes() {
    return running().map(this::process).toList();
  }

  /** Whether a process with this number and start runs. */
  boolean runs(String identity) {
    return running().anyMatch(p -> identity(p).equals(identity));
  }

  /** Interfaces; the isolation script leaves one as its mark. */
  List<Map<String, Object>> interfaces() {
    return isolated
        ? List.of(item("name", "eth0"), item("name", "rempart-iso"))
        : List.of(item("name", "eth0"));
  }

  private Stream<Map<String, String>> running() {
    return Stream.concat(workers(), machine.processes().stream())
        .filter(p -> !ended.contains(p.get("ruser")) && !killed.contains(identity(p)));
  }

  private Stream<Map<String, String>> workers() {
    int many = machine.workers() == null ? 0 : machine.workers();
    return IntStream.range(0, many)
        .mapToObj(
            n ->
                Map.of(
                    "pid", String.valueOf(1000 + n),
                    "start_time", "1767139202",
                    "name", "worker",
                    "ruser", "root"));
  }

  private static String identity(Map<String, String> process) {
    return process.get("pid") + ":" + process.get("start_time");
  }

  private Map<String, Object> user(String name) {
    String status = locked.contains(name) ? "locked" : "active";
    Map<String, Object> item = item("agent_id", machine.id());
    return Map.of(
        "scan", item.get("scan"),
        "agent_id", machine.id(),
        "user", Map.of("name", name, "password_status", status),
        "login", Map.of("status", ended.contains(name) ? 0 : 1, "tty", "", "type", ""));
  }

  private Map<String, Object> process(Map<String, String> p) {
    return Map.of(
        "scan", item("agent_id", machine.id()).get("scan"),
        "agent_id", machine.id(),
        "pid", p.get("pid"),
        "name", p.get("name"),
        "cmd", p.get("name"),
        "start_time", Long.valueOf(p.get("start_time")),
        "ruser", p.get("ruser"),
        "euser", p.get("ruser"));
  }

  private Map<String, Object> item(String name, String value) {
    String scan = looked().toString().replace("Z", "+00:00");
    return Map.of("scan", Map.of("id", 0, "time", scan), name, value);
  }

  /** When the agent looked last: after its last deed, or at its own pace. Whole seconds. */
  private Instant looked() {
    // The look came after the deed, and no two have the same second.
    Instant later = scanned.isAfter(former) ? scanned : former;
    Instant afterDeed = later.plusSeconds(1).truncatedTo(ChronoUnit.SECONDS);
    long sinceDeed = Math.max(0, Duration.between(scanned, Instant.now()).toMillis());
    long looks = sinceDeed / lookEvery.toMillis();
    Instant own = scanned.plus(lookEvery.multipliedBy(looks)).truncatedTo(ChronoUnit.SECONDS);
    return own.isAfter(afterDeed) ? own : afterDeed;
  }
}
