package org.cardroom.db;

import org.cardroom.events.command.CliRunner;
import picocli.CommandLine.Command;

/** The command {@code cardroom db}. Exit code 0: done; 1: the command failed; 2: usage error. */
@Command(
        name = "db",
        mixinStandardHelpOptions = true,
        description = "Creates the database roles and the schema.",
        subcommands = {DatabaseMain.InitRolesCommand.class, DatabaseMain.MigrateCommand.class})
public final class DatabaseMain {
    private DatabaseMain() {}

    /** Ends the process with the exit code. */
    public static void main(String... args) {
        System.exit(run(args));
    }

    static int run(String... args) {
        return CliRunner.run(new DatabaseMain(), Database::diagnose, args);
    }

    @Command(
            name = "init-roles",
            mixinStandardHelpOptions = true,
            description = {
                "Creates the missing roles cardroom_migration, cardroom_processor, cardroom_gateway, cardroom_ingest and",
                "cardroom_readonly, and closes the database to other users. Needs a superuser. A role can log in once it has",
                "a password or a certificate; it has its rights after the next db migrate."
            })
    static final class InitRolesCommand extends DatabaseCommand implements Runnable {
        @Override
        public void run() {
            database.initRoles();
            spec.commandLine().getOut().println("The roles exist. Next: set their passwords, then run db migrate");
        }
    }

    @Command(
            name = "migrate",
            mixinStandardHelpOptions = true,
            description = {
                "Creates the schema, or brings it to this program's version, and grants the roles their rights.",
                "Run it always as the same user, cardroom_migration where there are roles."
            })
    static final class MigrateCommand extends DatabaseCommand implements Runnable {
        @Override
        public void run() {
            database.migrate();
            spec.commandLine().getOut().println("The schema has version " + SchemaVersion.NEEDED);
        }
    }
}
