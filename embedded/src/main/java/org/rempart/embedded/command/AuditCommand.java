package org.rempart.embedded.command;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rempart.embedded.Jvm;
import org.rempart.embedded.Layout;
import org.rempart.embedded.PartMissingException;
import org.rempart.embedded.supervisor.Credentials;
import org.rempart.embedded.supervisor.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rempart audit}: the audit's proof. */
@Command(
    name = "audit",
    description = "Checks an export of the audit, or prints the keys that it is checked with.",
    subcommands = {AuditCommand.Verify.class, AuditCommand.Keys.class},
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
final class AuditCommand {

  /** {@code rempart audit verify FILE}: without server and database. */
  @Command(
      name = "verify",
      description = {
        "Checks an export of the audit without the server: finds edits, deletions, reorders,"
            + " insertions and a cut-off end.",
        "Exit status: 0 nothing is wrong, 1 something is, 2 something can't be read."
      },
      mixinStandardHelpOptions = true)
  static final class Verify implements Callable<Integer> {

    /** The check is the application's own code, started without the application. */
    private static final String MAIN = "org.rempart.core.audit.chain.AuditVerify";

    @Parameters(paramLabel = "FILE", description = "The export.")
    private Path file = Path.of("");

    @Option(
        names = "--checkpoints",
        paramLabel = "FILE",
        description = "Signed checkpoints that were kept elsewhere, one a line.")
    private @Nullable Path checkpoints;

    @Option(
        names = "--public-key",
        paramLabel = "FILE",
        description = "Public keys that were kept elsewhere, PEM.")
    private @Nullable Path keys;

    @Option(
        names = "--lang",
        paramLabel = "fr|en",
        description = "Language of the answer (default: this machine's).")
    private @Nullable String language;

    @Override
    public Integer call() {
      Layout layout = Layout.find();
      Path jar = layout.application();
      if (jar == null) {
        throw new PartMissingException(
            "the application is not built: run `mvn -DskipTests package` in " + layout.root());
      }
      List<String> command = Jvm.command();
      command.addAll(
          List.of(
              "-Dloader.main=" + MAIN,
              "-cp",
              jar.toString(),
              "org.springframework.boot.loader.launch.PropertiesLauncher",
              file.toString()));
      add(command, "--checkpoints", checkpoints);
      add(command, "--public-key", keys);
      add(command, "--lang", language);
      return Foreground.run(command);
    }

    private static void add(List<String> command, String option, @Nullable Object value) {
      if (value != null) {
        command.addAll(List.of(option, value.toString()));
      }
    }
  }

  /** {@code rempart audit keys}: of the running instance. */
  @Command(
      name = "keys",
      description =
          "Prints the public keys of the instance on the data folder, to be kept where checks are"
              + " made.",
      mixinStandardHelpOptions = true)
  static final class Keys implements Callable<Integer> {

    @Mixin private final InstanceOptions options = new InstanceOptions();

    @Override
    public Integer call() {
      var folder = options.folder();
      var surroundings = Surroundings.of(folder);
      if (!surroundings.running()) {
        System.err.println("rempart: not running on " + folder.path());
        return 1;
      }
      var api = new RempartApi(surroundings.console(), Credentials.of(folder).apiToken());
      System.out.print(api.text("audit/keys"));
      return 0;
    }
  }
}
