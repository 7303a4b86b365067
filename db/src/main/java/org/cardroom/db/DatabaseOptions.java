package org.cardroom.db;

import java.nio.file.Path;
import org.cardroom.events.command.PassphraseReader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Command-line options for the database connection. */
public final class DatabaseOptions {
    @Option(names = "--db", required = true, paramLabel = "URL", description = "jdbc:postgresql://HOST:PORT/NAME")
    private String url = "";

    @Option(names = "--db-user", description = "User name, unless the URL contains it.")
    private @Nullable String user;

    @Option(
            names = "--db-password-file",
            description = "Default: CARDROOM_DB_PASSWORD, else the URL; omit for trust authentication.")
    private @Nullable Path passwordFile;

    /** Opens the database; the caller closes it. */
    public Database open() {
        return Database.open(url, user, password());
    }

    /** Calls {@link Database#migrate}. */
    void migrate() {
        Database.migrate(url, user, password());
    }

    /** Calls {@link Database#initRoles}. */
    void initRoles() {
        Database.initRoles(url, user, password());
    }

    private @Nullable String password() {
        return passwordFile == null
                ? System.getenv("CARDROOM_DB_PASSWORD")
                : new String(PassphraseReader.read(passwordFile, "CARDROOM_DB_PASSWORD", "the database"));
    }
}
