package org.rempart.embedded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The Java that this process runs on, used for the parts as well. */
public final class Jvm {

  /**
   * What every JVM of the stack gets: one collector's thread, and code that is compiled soon rather
   * than best. A stack that waits for an attack runs little, then much at once; figures are in
   * docs/adr/0010.
   */
  public static final List<String> SMALL = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private Jvm() {}

  /** The beginning of a command, to be continued: {@code java} and what every JVM gets. */
  public static List<String> command() {
    List<String> command = new ArrayList<>(List.of(java()));
    command.addAll(SMALL);
    return command;
  }

  /** Its folder. */
  public static Path home() {
    return Path.of(System.getProperty("java.home"));
  }

  /** Its {@code java}. */
  public static String java() {
    return home().resolve("bin/java").toString();
  }
}
