package org.rempart.embedded.command;

import picocli.CommandLine.Command;

/** {@code rempart connector}: what is there for whoever connects a product. */
@Command(
    name = "connector",
    description = "Tries the declaration of a product: connector try FILE.",
    subcommands = TryCommand.class,
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
final class ConnectorCommand {}
