package org.rempart.embedded.command;

import java.net.URI;
import java.util.concurrent.Callable;
import org.rempart.embedded.supervisor.Credentials;
import org.rempart.embedded.supervisor.DataFolder;
import org.rempart.embedded.supervisor.Surroundings;
import org.rempart.embedded.supervisor.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code rempart doctor}: what the machine and a running instance lack. */
@Command(
    name = "doctor",
    description = "Says what this machine, and the instance on the data folder, lack.",
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

  @Mixin private final InstanceOptions options = new InstanceOptions();

  @Override
  public Integer call() {
    Terminal terminal = new Terminal(System.out);
    DataFolder folder = options.folder();
    Surroundings surroundings = Surroundings.of(folder);
    surroundings.lines().forEach(terminal::say);
    if (!surroundings.running()) {
      terminal.say("  --  not running on " + folder.path());
      return surroundings.well() ? 0 : 1;
    }
    URI console = surroundings.console();
    RempartApi api = new RempartApi(console, Credentials.of(folder).apiToken());
    HealthLines health = HealthLines.of(api);
    health.lines().forEach(terminal::say);
    ConnectorTable connectors = ConnectorTable.of(api);
    connectors.lines().forEach(terminal::say);
    return surroundings.well() && health.well() && connectors.well() ? 0 : 1;
  }
}
