package org.rempart.embedded.supervisor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rempart.embedded.Jvm;
import org.rempart.embedded.Layout;
import org.rempart.embedded.Ports;

/** The practice estate as a part, and the settings that tell the application of it. */
final class PracticeEstate {

  private static final String NAME = "practice";
  private static final String MAIN = "org.rempart.practice.PracticeEstate";

  /** The stand-ins' logins guard nothing; they are there so that connectors send some. */
  private static final Map<String, String> LOGINS =
      Map.of(
          "REMPART_PRACTICE_OPNSENSE_KEY", "practice-key",
          "REMPART_PRACTICE_OPNSENSE_SECRET", "practice-secret",
          "REMPART_PRACTICE_WAZUH_PASSWORD", "practice-password",
          "REMPART_PRACTICE_GLPI_APP_TOKEN", "practice-app-token",
          "REMPART_PRACTICE_GLPI_USER_TOKEN", "practice-user-token");

  private PracticeEstate() {}

  /** The part, or null when it was not built. */
  static @Nullable JavaPart part(Layout layout, DataFolder folder, PortBook ports) {
    Path jar = layout.practice();
    if (jar == null) {
      return null;
    }
    int port = ports.of(NAME, NAME);
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("REMPART_PRACTICE_PORT", Integer.toString(port));
    environment.put("REMPART_PRACTICE_SMTP_PORT", Integer.toString(ports.of(NAME, "practiceSmtp")));
    environment.put("REMPART_PRACTICE_DATA", folder.of(NAME).toString());
    environment.putAll(LOGINS);
    List<String> java = new ArrayList<>(Jvm.SMALL);
    java.addAll(List.of("-Xmx192m", "-cp", Layout.classPath(jar), MAIN));
    URI health = URI.create("http://%s:%d/practice/health".formatted(Ports.LOOPBACK, port));
    return new JavaPart(NAME, folder.of(NAME), java, environment, health, "");
  }

  /**
   * Writes the connectors of the practice estate into the instance's settings, unless an
   * administrator put others there.
   */
  static void settings(DataFolder folder) {
    Path file = folder.settings().resolve("application.yaml");
    if (Files.exists(file)) {
      return;
    }
    try (InputStream content =
        Objects.requireNonNull(
            PracticeEstate.class.getResourceAsStream("practice-settings.yaml"))) {
      Files.createDirectories(folder.settings());
      Private.write(file, new String(content.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
