package org.rempart.embedded.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.rempart.embedded.supervisor.Terminal;

/** The machines of the recording, so that it is known who is behind an address. */
final class DemoInventory {

  private DemoInventory() {}

  /** Sends the inventory as a user would; one that is there already stays as it is. */
  static void give(RempartApi api, Terminal terminal) {
    if (!api.items("assets").isEmpty()) {
      return;
    }
    String csv = csv();
    api.post("assets", "text/csv; charset=utf-8", csv);
    terminal.say("Inventory  %d machines, one of them clinical".formatted(csv.lines().count() - 1));
  }

  private static String csv() {
    try (InputStream content =
        Objects.requireNonNull(DemoInventory.class.getResourceAsStream("demo-inventory.csv"))) {
      return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
