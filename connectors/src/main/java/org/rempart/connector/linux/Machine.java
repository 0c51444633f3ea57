package org.rempart.connector.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rempart.connector.OutcomeUnknownException;
import org.rempart.connector.ProductUnavailableException;
import org.rempart.connector.Refusal;
import org.rempart.connector.shell.CommandHost;
import org.rempart.connector.shell.CommandResult;

/** One host that commands run on. Arguments reach them as they are; no shell reads them. */
final class Machine implements AutoCloseable {

  private final ManagedHost host;
  private final LinuxSettings settings;
  private final CommandHost commands;

  Machine(ManagedHost host, LinuxSettings settings) {
    this.host = host;
    this.settings = settings;
    this.commands = settings.connection(host);
  }

  /** The host as the settings name it. */
  ManagedHost host() {
    return host;
  }

  /**
   * Runs a command that changes nothing.
   *
   * @throws ProductUnavailableException when it gives no answer
   */
  CommandResult read(String... command) {
    try {
      return run(command);
    } catch (OutcomeUnknownException e) {
      throw new ProductUnavailableException(e.getMessage(), e);
    }
  }

  /**
   * Runs a command that changes something; it must say that it worked.
   *
   * @throws Refusal COMMAND_FAILED with what it complained about
   */
  CommandResult change(String... command) throws Refusal {
    CommandResult result = run(command);
    if (!result.ok()) {
      throw complaint(command[0], result);
    }
    return result;
  }

  /** A command's complaint as a refusal. */
  Refusal complaint(String command, CommandResult result) {
    String code = result.complaint().contains("not permitted") ? "NOT_PERMITTED" : "COMMAND_FAILED";
    return new Refusal(code, command + " on " + host.name() + " says: " + result.complaint());
  }

  /**
   * What is at a path, without following a link; empty when nothing is.
   *
   * @throws Refusal when it can't be looked at
   */
  Optional<FileState> file(String path) throws Refusal {
    CommandResult stat = read("stat", "-c", "%f %u %g %s", "--", path);
    if (!stat.ok() && stat.error().contains("No such file or directory")) {
      return Optional.empty();
    }
    if (!stat.ok()) {
      throw complaint("stat", stat);
    }
    FileState state = FileState.parse(stat.output());
    return Optional.of(state.regular() ? state.with(hash(path)) : state);
  }

  /** Opens a connection of its own and answers what the host takes for our address and its port. */
  SeenFrom seenFrom() throws Refusal {
    try (CommandHost own = settings.plainConnection(host)) {
      CommandResult result = own.run(List.of("printenv", "SSH_CONNECTION"), settings.timeout());
      return SeenFrom.parse(result.output());
    } catch (OutcomeUnknownException e) {
      throw new ProductUnavailableException(e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    commands.close();
  }

  private String hash(String path) throws Refusal {
    CommandResult result = read("sha256sum", "--", path);
    if (!result.ok()) {
      throw complaint("sha256sum", result);
    }
    // A name with a backslash or line end makes sha256sum put a backslash in front.
    return result.output().replaceFirst("^\\\\", "").split(" ", 2)[0];
  }

  private CommandResult run(String... command) {
    List<String> whole = new ArrayList<>(List.of("env", "LC_ALL=C"));
    whole.addAll(List.of(command));
    return commands.run(whole, settings.timeout());
  }
}
