package org.rempart.connector.proven;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** Writes down what the tests of a class have proven; nothing when one failed or none ran. */
public final class Witness implements TestWatcher, AfterAllCallback {

  private int passed;
  private boolean failed;

  @Override
  public void testSuccessful(ExtensionContext context) {
    passed++;
  }

  @Override
  public void testFailed(ExtensionContext context, Throwable cause) {
    failed = true;
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (failed || passed == 0) {
      return;
    }
    Proves proves = context.getRequiredTestClass().getAnnotation(Proves.class);
    String how =
        proves.real().isEmpty()
            ? "contract-tested\t" + proves.contract()
            : "tested against the real product\t" + version(proves.real());
    write(proves, how);
  }

  private static void write(Proves proves, String how) {
    Path folder = Path.of(System.getProperty("rempart.root"), "connectors/target/proven");
    String name = proves.type() + "-" + proves.product().replaceAll("[^A-Za-z0-9]+", "-");
    try {
      Files.createDirectories(folder);
      Files.writeString(
          folder.resolve(name + ".tsv"),
          String.join("\t", proves.product(), proves.type(), how) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String version(String where) {
    String[] parts = where.split(":", 2);
    return switch (parts[0]) {
      case "dpkg" -> upstream(dpkg(parts[1]));
      case "class" -> ofJar(parts[1]);
      case "folder" -> ofFolder(parts[1]);
      default -> throw new IllegalArgumentException(where);
    };
  }

  private static String dpkg(String name) {
    try {
      Process query =
          new ProcessBuilder("dpkg-query", "-W", "-f=${Version}", name)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return new String(query.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without the epoch and what the distribution adds. */
  private static String upstream(String version) {
    return version.replaceFirst("^\\d+:", "").replaceFirst("[-+~].*", "");
  }

  private static String ofJar(String name) {
    try {
      Path jar =
          Path.of(Class.forName(name).getProtectionDomain().getCodeSource().getLocation().toURI());
      return jar.getFileName().toString().replaceFirst(".*?-(\\d[^/]*)\\.jar", "$1");
    } catch (ReflectiveOperationException | java.net.URISyntaxException e) {
      throw new IllegalStateException(name, e);
    }
  }

  private static String ofFolder(String prefix) {
    Path parts = Path.of(System.getProperty("rempart.root"), "connectors/target/parts");
    try (Stream<Path> found = Files.list(parts)) {
      Optional<String> name =
          found
              .map(p -> Objects.requireNonNull(p.getFileName()).toString())
              .filter(n -> n.startsWith(prefix))
              .findFirst();
      return name.orElseThrow().substring(prefix.length());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
