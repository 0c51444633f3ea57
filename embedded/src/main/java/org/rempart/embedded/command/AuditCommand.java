package org.rempart.embedded.command;

import java.nio.file.Path;
import java.util.List;
import org.rempart.embedded.Jvm;
import org.rempart.embedded.Layout;
import org.rempart.embedded.PartMissingException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code rempart audit}: what can be done with an exported audit trail. */
@Command(
    name = "audit",
    description = "Checks an exported audit trail.",
    mixinStandardHelpOptions = true)
final class AuditCommand {

  /**
   * Lives in core, inside the application's jar: whoever checks a trail needs the very code that
   * sealed it.
   */
  private static final String MAIN = "org.rempart.core.audit.VerifyAudit";

  /** Exit status 0 when the chain is whole. */
  @Command(
      name = "verify",
      description = "Recomputes the hash chain of an exported trail.",
      mixinStandardHelpOptions = true)
  int verify(@Parameters(paramLabel = "FILE", description = "The exported trail.") Path file) {
    Path jar = Layout.find().application();
    if (jar == null) {
      throw new PartMissingException("the application is not built: run `mvn -DskipTests package`");
    }
    return Foreground.run(
        List.of(
            Jvm.java(),
            "-Dloader.main=" + MAIN,
            "-cp",
            jar.toString(),
            "org.springframework.boot.loader.launch.PropertiesLauncher",
            file.toString()));
  }
}
