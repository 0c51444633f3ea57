package org.rempart.embedded.command;

import org.rempart.embedded.PartFailedException;
import org.rempart.embedded.PartMissingException;
import org.rempart.embedded.supervisor.NotStartedException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;

/** Entry of the script {@code ./rempart}. */
@Command(
    name = "rempart",
    description =
        "Runs incident response: alerts in, verified and reversible containment, a report.",
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      DoctorCommand.class,
      AuditCommand.class,
      BenchCommand.class,
      ConnectorCommand.class,
      CommandLine.HelpCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
public final class Rempart {

  private Rempart() {}

  /**
   * Runs one command. Exit status: 0 done, 1 it failed with a reason printed, 2 the command line is
   * wrong.
   */
  public static void main(String[] args) {
    System.exit(
        new CommandLine(new Rempart())
            .setExecutionExceptionHandler(oneLine())
            .setUsageHelpWidth(110)
            .execute(args));
  }

  /**
   * What a person can act on is one line; anything else is a fault of ours and keeps its stack
   * trace.
   */
  private static IExecutionExceptionHandler oneLine() {
    return (problem, command, parsed) -> {
      switch (problem) {
        case NotStartedException e -> System.err.println("rempart: " + e.getMessage());
        case PartMissingException e -> System.err.println("rempart: " + e.getMessage());
        case PartFailedException e -> System.err.println("rempart: " + e.getMessage());
        case DemoFailedException e -> System.err.println("rempart: " + e.getMessage());
        default -> throw problem;
      }
      return 1;
    };
  }
}
