package org.rempart.embedded;

import java.nio.file.Path;

/** The Java that this process runs on, used for the parts as well. */
final class Jvm {

  private Jvm() {}

  static Path home() {
    return Path.of(System.getProperty("java.home"));
  }

  static String java() {
    return home().resolve("bin/java").toString();
  }
}
