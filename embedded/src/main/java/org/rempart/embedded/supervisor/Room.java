package org.rempart.embedded.supervisor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Whether the machine has room for the stack. */
final class Room {

  private static final long NEEDED = 3L << 30;

  private Room() {}

  /**
   * Checks disk and memory.
   *
   * @param runsAlready the stack is there from before, so its memory is taken by itself
   * @throws NotStartedException when one is short
   */
  static void check(DataFolder folder, boolean runsAlready) {
    try {
      long disk = Files.getFileStore(folder.path()).getUsableSpace();
      if (disk < NEEDED) {
        throw tooLittle("disk", disk, "free some, or put the data elsewhere with --data DIR");
      }
      long memory = availableMemory();
      if (memory < NEEDED && !runsAlready) {
        throw tooLittle("memory", memory, "end other programs and start again");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Linux tells what is available; elsewhere this is not checked. */
  private static long availableMemory() throws IOException {
    Path info = Path.of("/proc/meminfo");
    if (!Files.exists(info)) {
      return Long.MAX_VALUE;
    }
    return Files.readAllLines(info).stream()
        .filter(line -> line.startsWith("MemAvailable:"))
        .map(line -> line.replaceAll("\\D", ""))
        .mapToLong(kibibytes -> Long.parseLong(kibibytes) * 1024)
        .findFirst()
        .orElse(Long.MAX_VALUE);
  }

  private static NotStartedException tooLittle(String what, long bytes, String toDo) {
    return new NotStartedException(
        String.format(
            Locale.ROOT,
            "too little %s: %.1f GB available, 3 GB needed: %s",
            what,
            bytes / (double) (1L << 30),
            toDo));
  }
}
