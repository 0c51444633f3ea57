package org.rempart.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the build laid out what is started here.
 *
 * @param root the repository's folder
 */
public record Layout(Path root) {

  /** The broker that is started when nothing else is asked for. */
  public static final String BROKER_VERSION = System.getProperty("zeebe.version", "8.5.8");

  /**
   * Finds the repository from the system property {@code rempart.root}, else from the working
   * directory upwards.
   *
   * @throws PartMissingException when neither leads to it
   */
  public static Layout find() {
    String given = System.getProperty("rempart.root");
    Path start = Path.of(given == null ? "" : given).toAbsolutePath();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve("embedded/kafka/pom.xml"))) {
        return new Layout(folder);
      }
    }
    throw new PartMissingException(
        "no Rempart folder at or above " + start + ": set -Drempart.root=<repository>");
  }

  /** PostgreSQL's folder with {@code bin/postgres}. */
  public Path postgres() {
    return built(parts().resolve("postgres"), "VERSION");
  }

  /** The Kafka broker's jars. */
  public Path kafka() {
    return built(root.resolve("embedded/kafka/target/parts"), "");
  }

  /** The Camunda broker's folder with {@code bin/broker}, for one version. */
  public Path broker(String version) {
    return built(parts().resolve("camunda-zeebe-" + version), "bin/broker");
  }

  /**
   * The exporter's jar with its libraries; null when it was not packaged, as in {@code mvn test}.
   */
  public @Nullable Path exporter() {
    return jar("exporter/target", "rempart-exporter-", "-all.jar");
  }

  /** The application's executable jar; null when it was not built. */
  public @Nullable Path application() {
    return jar("src/target", "rempart", ".jar");
  }

  /**
   * The practice estate's jar, its libraries in {@code lib} beside it; null when it was not built.
   */
  public @Nullable Path practice() {
    return jar("practice/target", "rempart-practice-", ".jar");
  }

  /** The benches' jar, its libraries in {@code lib} beside it; null when they were not built. */
  public @Nullable Path bench() {
    return jar("bench/target", "rempart-bench-", ".jar");
  }

  /** The class path of a jar and the libraries in {@code lib} beside it. */
  public static String classPath(Path jar) {
    return jar + ":" + jar.resolveSibling("lib") + "/*";
  }

  /** The recorded attack: EVE lines, packed. */
  public Path recording() {
    return root.resolve("embedded/recording/attack.eve.jsonl.gz");
  }

  private Path parts() {
    return root.resolve("embedded/target/parts");
  }

  private static Path built(Path folder, String witness) {
    if (Files.exists(folder.resolve(witness))) {
      return folder;
    }
    throw new PartMissingException(
        folder + " is not there: run `mvn -pl embedded -am process-classes` in Rempart's folder");
  }

  private @Nullable Path jar(String folder, String prefix, String suffix) {
    try (Stream<Path> files = Files.list(root.resolve(folder))) {
      return files
          .filter(file -> isProgram(file.getFileName().toString(), prefix, suffix))
          .findFirst()
          .orElse(null);
    } catch (IOException notBuilt) {
      return null;
    }
  }

  private static boolean isProgram(String name, String prefix, String suffix) {
    return name.startsWith(prefix)
        && name.endsWith(suffix)
        && Stream.of("-sources", "-javadoc", "-tests").noneMatch(name::contains);
  }
}
