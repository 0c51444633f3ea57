package org.rempart.embedded.command;

import java.util.concurrent.CountDownLatch;
import org.rempart.embedded.supervisor.Instance;
import org.rempart.embedded.supervisor.Tempo;
import org.rempart.embedded.supervisor.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code rempart up}: the stack and the application, until Ctrl-C. */
@Command(
    name = "up",
    description = "Starts everything and runs until Ctrl-C.",
    mixinStandardHelpOptions = true)
final class UpCommand implements Runnable {

  @Mixin private final InstanceOptions options = new InstanceOptions();

  @Override
  public void run() {
    Terminal terminal = new Terminal(System.out);
    Instance instance = options.start(terminal, Tempo.REAL);
    Welcome.print(instance, terminal);
    forever();
  }

  static void forever() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
