package org.rempart.core.playbook;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The packed library for tests outside its package. */
public final class PackedLibrary {

  private PackedLibrary() {}

  /** The library as it is packed. */
  public static PlaybookLibrary packed() {
    return library(null);
  }

  /** The library under an overlay folder that is looked at on every call. */
  public static PlaybookLibrary over(Path overlay) {
    return library(overlay);
  }

  /** One packed file. */
  public static String text(String path) {
    return new String(Objects.requireNonNull(PackedFiles.read().get(path)), StandardCharsets.UTF_8);
  }

  private static PlaybookLibrary library(@Nullable Path overlay) {
    return new PackedPlaybooks(new PlaybookSettings(overlay), Duration.ZERO);
  }
}
