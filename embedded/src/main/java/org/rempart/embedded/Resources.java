package org.rempart.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/** Files that ship with this module. */
final class Resources {

  private Resources() {}

  static void copy(String name, Path target) throws IOException {
    try (InputStream content =
        Objects.requireNonNull(Resources.class.getResourceAsStream(name), name)) {
      Files.copy(content, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
