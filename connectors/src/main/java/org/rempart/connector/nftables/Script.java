package org.rempart.connector.nftables;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Commands in a file that only we may read, for an nft to include; gone once closed. */
final class Script implements AutoCloseable {

  private final Path file;

  private Script(Path file) {
    this.file = file;
  }

  /** Writes one line of commands; empty when no file can be written here. */
  static Optional<Script> written(String line) {
    Script script = null;
    try {
      script = new Script(Files.createTempFile("rempart-nft-", ".nft"));
      Files.writeString(script.file, line + "\n");
      return Optional.of(script);
    } catch (IOException e) {
      if (script != null) {
        script.close();
      }
      return Optional.empty();
    }
  }

  /** The command that reads it: what it holds takes effect together or not at all, as one line. */
  String include() {
    return "include \"" + file + "\"";
  }

  /** Whether nft says that it could not read the file, so that nothing was done. */
  boolean unread(String answer) {
    return answer
        .lines()
        .anyMatch(
            line ->
                line.contains(file.toString())
                    && (line.startsWith("Error: File not found")
                        || line.startsWith("Error: Could not open")));
  }

  /** The answer as it would be to the line itself: nft names the file before what is wrong. */
  String own(String answer) {
    String place = Pattern.quote(file.toString()) + ":[0-9:-]+: ";
    return answer
        .replaceAll("(?m)^In file included from .*\\n", "")
        .replaceAll("(?m)^" + place, "");
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // It holds addresses and keys that the firewall shows as well; the system clears the folder.
    }
  }
}
