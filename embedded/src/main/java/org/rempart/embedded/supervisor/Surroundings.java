package org.rempart.embedded.supervisor;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.rempart.embedded.Layout;
import org.rempart.embedded.PartMissingException;
import org.rempart.embedded.Ports;
import tools.jackson.core.type.TypeReference;

/**
 * What a start on a data folder would find.
 *
 * @param lines for the terminal, each begins with {@code ok} or {@code !!}
 * @param running whether the application runs from this folder
 * @param console where the console is or was last
 */
public record Surroundings(List<String> lines, boolean running, URI console) {

  /** Looks. */
  public static Surroundings of(DataFolder folder) {
    boolean running = new ProcessBook(folder).alive("application").isPresent();
    int port =
        JsonFile.read(folder.ports(), new TypeReference<Map<String, Integer>>() {}, Map.of())
            .getOrDefault("console", 8080);
    List<String> lines = new ArrayList<>();
    lines.add("  ok  Java " + Runtime.version());
    check(lines, "disk and memory", () -> Room.check(folder, running));
    check(lines, "the parts are built", () -> built(Layout.find()));
    if (!running) {
      check(lines, "port " + port + " is free", () -> free(port));
    }
    return new Surroundings(
        lines, running, URI.create("http://%s:%d".formatted(Ports.LOOPBACK, port)));
  }

  /** Whether nothing is lacking. */
  public boolean well() {
    return lines.stream().allMatch(line -> line.startsWith("  ok"));
  }

  private static void built(Layout layout) {
    layout.postgres();
    layout.kafka();
    layout.broker(Layout.BROKER_VERSION);
    if (layout.application() == null || layout.exporter() == null) {
      throw new PartMissingException("not all is built: run `mvn -DskipTests package`");
    }
  }

  private static void free(int port) {
    if (!Ports.isFree(port)) {
      throw new NotStartedException("port " + port + " is in use: choose another with --port N");
    }
  }

  private static void check(List<String> lines, String what, Runnable check) {
    try {
      check.run();
      lines.add("  ok  " + what);
    } catch (NotStartedException | PartMissingException e) {
      lines.add("  !!  " + e.getMessage());
    }
  }
}
