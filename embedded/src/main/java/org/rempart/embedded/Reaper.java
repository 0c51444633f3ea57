package org.rempart.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A small shell that holds the other end of a pipe to this JVM: when the JVM ends, even by {@code
 * kill -9}, the pipe closes, and the shell kills the processes noted and removes their folder.
 */
final class Reaper {

  private static final String SCRIPT =
      """
      trap '' INT TERM HUP
      cat >/dev/null
      for note in "$1"/pids/*; do
        [ -f "$note" ] && kill -9 "$(cat "$note")" 2>/dev/null
      done
      rm -rf "$1" 2>/dev/null || { sleep 2; rm -rf "$1"; }
      """;

  private final Path pids;

  /** Never closed here: that is the JVM's end. */
  private final Process shell;

  private Reaper(Path pids, Process shell) {
    this.pids = pids;
    this.shell = shell;
  }

  static Reaper watch(Path folder) {
    try {
      Path pids = Files.createDirectories(folder.resolve("pids"));
      List<String> command =
          OwnSession.of(List.of("sh", "-c", SCRIPT, "rempart-reaper", folder.toString()));
      Process shell =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return new Reaper(pids, shell);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts a process on the list; the one noted before under this name is gone by then. */
  void note(String name, long pid) {
    if (!shell.isAlive()) {
      throw new IllegalStateException("the reaper of " + pids.getParent() + " has ended");
    }
    try {
      Files.writeString(pids.resolve(name), Long.toString(pid));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
