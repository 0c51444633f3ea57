package org.rempart.embedded.command;

import java.time.Duration;
import org.rempart.embedded.Layout;
import org.rempart.embedded.supervisor.Instance;
import org.rempart.embedded.supervisor.Tempo;
import org.rempart.embedded.supervisor.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rempart demo}: the stack, a recorded attack, and what becomes of it. */
@Command(
    name = "demo",
    description =
        "Starts everything, plays a recorded attack and tells what happens. A second start goes on"
            + " where the last one stopped.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Runnable {

  private static final Duration LIMIT = Duration.ofMinutes(4);

  @Mixin private final InstanceOptions options = new InstanceOptions();

  @Option(
      names = "--exit",
      description = "Answers the people's steps by a script and ends when the report is there.")
  private boolean exit;

  @Override
  public void run() {
    Terminal terminal = new Terminal(System.out);
    Instance instance = options.start(terminal, Tempo.DEMO);
    Welcome.print(instance, terminal);
    RempartApi api = new RempartApi(instance.console(), instance.credentials().apiToken());
    DemoInventory.give(api, terminal);
    Recording recording =
        new Recording(Layout.find().recording(), options.folder(), instance.bootstrapServers());
    Story story = new Story(api, terminal);
    Thread playing = Thread.ofVirtual().start(() -> recording.play(terminal));
    if (exit) {
      new Rehearsal(api, story, terminal, options.folder()).untilReported(playing, LIMIT);
    } else {
      story.tellForEver();
    }
  }
}
