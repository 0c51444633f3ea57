package org.rempart.embedded;

import java.io.IOException;
import java.util.List;

/**
 * PostgreSQL refuses to run as root; inside a user namespace of its own, root is nobody and the
 * files still belong to it.
 */
final class NotRoot {

  private static final List<String> PREFIX = find();

  private NotRoot() {}

  /** Words to put before PostgreSQL's command: none for a normal user. */
  static List<String> prefix() {
    return PREFIX;
  }

  private static List<String> find() {
    if (!"0".equals(output("id", "-u"))) {
      return List.of();
    }
    if ("0".equals(output("unshare", "-U", "id", "-u"))
        || output("unshare", "-U", "id", "-u").isEmpty()) {
      throw new PartMissingException(
          "PostgreSQL does not run as root and this machine allows no user namespaces: start"
              + " Rempart as a normal user");
    }
    return List.of("unshare", "-U");
  }

  private static String output(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(false).start();
      String text = new String(process.getInputStream().readAllBytes()).strip();
      return process.waitFor() == 0 ? text : "";
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
