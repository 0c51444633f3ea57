package org.rempart.embedded;

import java.nio.file.Path;

/** The Java that this process runs on, used for the parts as well. */
public final class Jvm {

  private Jvm() {}

  /** Its folder. */
  public static Path home() {
    return Path.of(System.getProperty("java.home"));
  }

  /** Its {@code java}. */
  public static String java() {
    return home().resolve("bin/java").toString();
  }
}
