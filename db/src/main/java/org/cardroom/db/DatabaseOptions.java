package org.cardroom.db;

import java.nio.file.Path;
import org.cardroom.events.command.PassphraseReader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that needs the database. */
public final class DatabaseOptions {
    @Option(names = "--db", required = true, paramLabel = "URL", description = "jdbc:postgresql://HOST:PORT/NAME")
    private String url = "";

    @Option(names = "--db-user", description = "Where the URL does not say it.")
    private @Nullable String user;

    @Option(
            names = "--db-password-file",
            description = "Else CARDROOM_DB_PASSWORD, else the URL or the server's own trust.")
    private @Nullable Path passwordFile;

    /** Opens it; the caller closes it. */
    public Database open() {
        return Database.open(url, user, password());
    }

    /** Opens one that was used before; the caller closes it. */
    public Database openExisting() {
        return Database.openExisting(url, user, password());
    }

    private @Nullable String password() {
        return passwordFile == null
                ? System.getenv("CARDROOM_DB_PASSWORD")
                : new String(PassphraseReader.read(passwordFile, "CARDROOM_DB_PASSWORD", "the database"));
    }
}
