package org.rempart.embedded.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.rempart.connector.SettingsException;
import org.rempart.connector.declared.Trial;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rempart connector try FILE}: a declaration, checked and tried on a product. */
@Command(
    name = "try",
    description = {
      "Checks a declaration and tells all its faults; asks the product for its health and for",
      "what it holds; with a capability and a target, does it, reads it back, undoes it and reads",
      "again. For real."
    },
    mixinStandardHelpOptions = true)
final class TryCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      description = "The YAML file, or a declared type that comes with Rempart.")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "A setting of the product, as in rempart.connectors; secrets by reference.")
  private Map<String, String> settings = new HashMap<>();

  @Option(
      names = "--parameter",
      paramLabel = "NAME=VALUE",
      description = "A parameter of the action; subject and body have defaults.")
  private Map<String, String> parameters = new HashMap<>();

  @Option(names = "--capability", paramLabel = "ID", description = "What to do.")
  private String capability;

  @Option(names = "--target", paramLabel = "VALUE", description = "What to do it to.")
  private String target;

  @Option(
      names = "--wait",
      paramLabel = "DURATION",
      description = "How long a proof may take to show (default: ${DEFAULT-VALUE}).")
  private Duration wait = Duration.ofSeconds(20);

  @Override
  public Integer call() {
    if ((capability == null) != (target == null)) {
      throw new ParameterException(spec.commandLine(), "--capability and --target belong together");
    }
    parameters.putIfAbsent("subject", "Rempart tries this connector");
    parameters.putIfAbsent("body", "Rempart tries this connector. Nothing has to be done.");
    try (Trial trial = Trial.of(file, settings, spec.commandLine().getOut()::println, wait)) {
      boolean well = trial.health();
      if (well) {
        well = capability == null ? trial.lists() : trial.round(capability, target, parameters);
      }
      return well ? 0 : 1;
    } catch (SettingsException e) {
      e.faults().forEach(spec.commandLine().getErr()::println);
      return 1;
    } finally {
      spec.commandLine().getOut().flush();
    }
  }
}
