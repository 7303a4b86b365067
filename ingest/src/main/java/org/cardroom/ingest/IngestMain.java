package org.cardroom.ingest;

import org.cardroom.db.Database;
import org.cardroom.events.command.CliRunner;
import picocli.CommandLine.Command;

/** The commands of ingest. Exit code 0: done; 1: a line was rejected or the command failed; 2: usage error. */
@Command(
        name = "ingest",
        mixinStandardHelpOptions = true,
        description = "Imports manifests, loads templates and enrols agents.",
        subcommands = {
            ImportCommand.class,
            LoadTemplatesCommand.class,
            EnrolAgentCommand.class,
            RevokeAgentCommand.class
        })
public final class IngestMain {
    private IngestMain() {}

    /** Ends the process with the exit code. */
    public static void main(String... args) {
        System.exit(run(args));
    }

    /** Runs a command and returns the exit code. */
    public static int run(String... args) {
        return CliRunner.run(new IngestMain(), Database::diagnose, args);
    }
}
