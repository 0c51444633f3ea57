package org.rempart.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The TCP listeners of a process, as the kernel knows them (Linux). */
final class Listeners {

  private static final String LISTEN = "0A";

  /** 127.0.0.1 and ::ffff:127.0.0.1 in the kernel's byte order. */
  private static final Set<String> LOOPBACK =
      Set.of("0100007F", "0000000000000000FFFF00000100007F", "00000000000000000000000001000000");

  private Listeners() {}

  /**
   * Local addresses, in the kernel's writing, that the process listens on; none of one that ended
   * meanwhile, as PostgreSQL's helpers do.
   */
  static List<String> of(long pid) {
    try {
      return read(pid);
    } catch (IOException | UncheckedIOException e) {
      if (Files.exists(Path.of("/proc/" + pid))) {
        throw new IllegalStateException(e);
      }
      return List.of();
    }
  }

  private static List<String> read(long pid) throws IOException {
    Set<String> sockets = sockets(pid);
    List<String> addresses = new ArrayList<>();
    for (String table : List.of("tcp", "tcp6")) {
      for (String line : lines(Path.of("/proc/" + pid + "/net/" + table))) {
        String[] fields = line.strip().split("\\s+");
        if (fields[3].equals(LISTEN) && sockets.contains("socket:[" + fields[9] + "]")) {
          addresses.add(fields[1].split(":")[0]);
        }
      }
    }
    return addresses;
  }

  static boolean isLoopback(String address) {
    return LOOPBACK.contains(address);
  }

  private static Set<String> sockets(long pid) throws IOException {
    Set<String> sockets = new HashSet<>();
    try (Stream<Path> open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      for (Path each : open.toList()) {
        socket(each).ifPresent(sockets::add);
      }
    }
    return sockets;
  }

  /** A descriptor may be closed while it is looked at. */
  private static Optional<String> socket(Path descriptor) {
    try {
      return Optional.of(Files.readSymbolicLink(descriptor).toString());
    } catch (IOException closed) {
      return Optional.empty();
    }
  }

  private static List<String> lines(Path table) throws IOException {
    return Files.readAllLines(table).stream().skip(1).toList();
  }
}
