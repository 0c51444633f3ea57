package org.rempart.embedded.command;

import java.nio.file.Path;
import org.rempart.embedded.Layout;
import org.rempart.embedded.supervisor.DataFolder;
import org.rempart.embedded.supervisor.Instance;
import org.rempart.embedded.supervisor.Tempo;
import org.rempart.embedded.supervisor.Terminal;
import picocli.CommandLine.Option;

/** Which instance a command is about. */
final class InstanceOptions {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".rempart",
      description = "Folder of everything that lasts (default: ${DEFAULT-VALUE}).")
  private Path data = Path.of(".rempart");

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description = "Port of the console on 127.0.0.1 (default: ${DEFAULT-VALUE}).")
  private int port;

  DataFolder folder() {
    return DataFolder.open(data);
  }

  /** Starts the instance; from here on it is ended whenever this process is asked to end. */
  Instance start(Terminal terminal, Tempo tempo) {
    Instance instance = Instance.on(Layout.find(), folder(), port, tempo, terminal);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  terminal.say("Stopping");
                  instance.close();
                }));
    instance.start();
    return instance;
  }
}
