package org.rempart.embedded.supervisor;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.rempart.embedded.BrokerPorts;
import org.rempart.embedded.Ports;
import tools.jackson.core.type.TypeReference;

/** The ports of one data folder: kept over restarts where they are still free. */
final class PortBook {

  private final DataFolder folder;
  private final Map<String, Integer> ports;
  private final Predicate<String> ours;

  /**
   * Opens the book.
   *
   * @param ours says of a part whether it still runs from before, so that its ports are taken by
   *     itself
   */
  PortBook(DataFolder folder, Predicate<String> ours) {
    this.folder = folder;
    this.ours = ours;
    this.ports =
        new TreeMap<>(
            JsonFile.read(folder.ports(), new TypeReference<Map<String, Integer>>() {}, Map.of()));
  }

  /** A listener's port: the one of last time where it can be had, else a free one. */
  int of(String part, String listener) {
    Integer before = ports.get(listener);
    if (before == null || sharedByAnother(listener) || !(ours.test(part) || Ports.isFree(before))) {
      note(listener, unused());
    }
    return ports.get(listener);
  }

  /**
   * A free port that no other listener of this book has: what is only noted listens nowhere yet.
   */
  private int unused() {
    int port = Ports.free();
    while (ports.containsValue(port)) {
      port = Ports.free();
    }
    return port;
  }

  private boolean sharedByAnother(String listener) {
    return ports.entrySet().stream()
        .anyMatch(
            other ->
                !other.getKey().equals(listener) && other.getValue().equals(ports.get(listener)));
  }

  /**
   * The console's port, which the person chose.
   *
   * @throws NotStartedException when somebody else listens there
   */
  int console(int wanted) {
    boolean itself =
        ours.test("application") && Integer.valueOf(wanted).equals(ports.get("console"));
    if (!itself && !Ports.isFree(wanted)) {
      throw new NotStartedException(
          "port %d is in use: stop what listens there, or choose another with --port N"
              .formatted(wanted));
    }
    note("console", wanted);
    return wanted;
  }

  BrokerPorts engine() {
    return new BrokerPorts(
        of("engine", "engine"),
        of("engine", "engineRest"),
        of("engine", "engineManagement"),
        of("engine", "engineCommand"),
        of("engine", "engineInternal"));
  }

  private void note(String listener, int port) {
    ports.put(listener, port);
    JsonFile.write(folder.ports(), ports);
  }
}
