package org.cardroom.ingest;

import org.cardroom.events.command.Commands;
import picocli.CommandLine.Command;

/** The commands of the front door. Exit code 0: all done; 1: a line was rejected, or it cannot; 2: usage. */
@Command(
        name = "ingest",
        mixinStandardHelpOptions = true,
        description = "Imports manifests, loads templates, enrols agents, and serves the HTTP API.",
        subcommands = {
            ImportCommand.class,
            LoadTemplatesCommand.class,
            EnrolAgentCommand.class,
            RevokeAgentCommand.class,
            AddUserCommand.class,
            DisableUserCommand.class,
            GatewayCommand.class
        })
public final class IngestMain {
    private IngestMain() {}

    /** Ends the process with the exit code. */
    public static void main(String... args) {
        System.exit(run(args));
    }

    /** Runs a command and returns the exit code. */
    public static int run(String... args) {
        return Commands.run(new IngestMain(), args);
    }
}
