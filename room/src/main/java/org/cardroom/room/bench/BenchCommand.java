package org.cardroom.room.bench;

import picocli.CommandLine.Command;

/** The command {@code cardroom bench}: one subcommand for each thing that is measured. */
@Command(
        name = "bench",
        description = "Measures a room on this machine.",
        mixinStandardHelpOptions = true,
        subcommands = {AgentCommand.class, ReadersCommand.class},
        synopsisSubcommandLabel = "COMMAND")
public final class BenchCommand {}
