package org.rempart.connector.probe;

import java.time.Duration;
import java.util.List;
import org.rempart.connector.OutcomeUnknownException;
import org.rempart.connector.ProductUnavailableException;
import org.rempart.connector.shell.CommandHost;
import org.rempart.connector.shell.CommandResult;

/** Tries a connection from another host, one behind the firewall that has to hold. */
final class HostProbe implements Probe, AutoCloseable {

  private static final int TIMED_OUT = 124;

  private final CommandHost host;
  private final Duration patience;

  HostProbe(CommandHost host, Duration patience) {
    this.host = host;
    this.patience = patience;
  }

  @Override
  public Answer ask(String address, int port) {
    String seconds = Double.toString(patience.toMillis() / 1000.0);
    List<String> command =
        List.of(
            "timeout",
            seconds,
            "bash",
            "-c",
            "exec 3<>/dev/tcp/\"$0\"/\"$1\"",
            address,
            Integer.toString(port));
    try {
      return answer(host.run(command, patience.plusSeconds(20)));
    } catch (ProductUnavailableException | OutcomeUnknownException e) {
      return Answer.UNTRIED;
    }
  }

  @Override
  public String from() {
    return host.place();
  }

  @Override
  public void close() {
    host.close();
  }

  private static Answer answer(CommandResult result) {
    if (result.ok() || result.error().contains("refused")) {
      return Answer.SPOKE;
    }
    boolean noWay = result.error().contains("unreachable") || result.error().contains("No route");
    return result.code() == TIMED_OUT || noWay ? Answer.SILENT : Answer.UNTRIED;
  }
}
