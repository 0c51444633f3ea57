package org.rempart.embedded.command;

import org.rempart.embedded.supervisor.Instance;
import org.rempart.embedded.supervisor.Terminal;

/** Where to go once everything runs. */
final class Welcome {

  private Welcome() {}

  static void print(Instance instance, Terminal terminal) {
    terminal.say("");
    terminal.say("Console  " + instance.console());
    instance
        .credentials()
        .console()
        .forEach(
            login ->
                terminal.say(
                    "  %-8s %-14s %s"
                        .formatted(login.login(), login.password(), login.role().toLowerCase())));
    terminal.say("Ctrl-C stops every process that was started here.");
    terminal.say("");
  }
}
