package org.rempart.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes a command out of the terminal's foreground group where the system has {@code setsid}; it
 * replaces itself, so the pid stays.
 */
final class OwnSession {

  private static final Path SETSID = Path.of("/usr/bin/setsid");

  private OwnSession() {}

  static List<String> of(List<String> command) {
    if (!Files.isExecutable(SETSID)) {
      return command;
    }
    List<String> apart = new ArrayList<>(command.size() + 1);
    apart.add(SETSID.toString());
    apart.addAll(command);
    return apart;
  }
}
