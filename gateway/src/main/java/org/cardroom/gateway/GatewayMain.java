package org.cardroom.gateway;

import org.cardroom.db.Database;
import org.cardroom.events.command.CliRunner;
import picocli.CommandLine.Command;

/** The commands of the gateway. Exit code 0: done; 1: the command failed; 2: usage error. */
@Command(
        name = "gateway",
        mixinStandardHelpOptions = true,
        description = "Serves the HTTP API and manages its local users.",
        subcommands = {GatewayRunCommand.class, AddUserCommand.class, DisableUserCommand.class})
public final class GatewayMain {
    private GatewayMain() {}

    /** Ends the process with the exit code. */
    public static void main(String... args) {
        System.exit(run(args));
    }

    /** Runs a command and returns the exit code. */
    public static int run(String... args) {
        return CliRunner.run(new GatewayMain(), Database::diagnose, args);
    }
}
