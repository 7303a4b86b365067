package org.cardroom.lab.servers;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * An embedded PostgreSQL whose data directory stays. It does not fsync: what is committed survives the hard kill of any
 * process, but not a power cut.
 */
public final class Database implements AutoCloseable {

    private static final Duration STARTUP = Duration.ofSeconds(60);

    private final EmbeddedPostgres server;

    private Database(EmbeddedPostgres server) {
        this.server = server;
    }

    /**
     * Starts in this data directory, new or used. A server that a killed process left there is stopped first; the
     * caller makes sure that no living process uses the directory.
     */
    static Database start(Path data, int port) throws IOException {
        HalfMade made = new HalfMade(data);
        made.clear();
        new LeftOver(Files.createDirectories(data)).stop();
        Database database = new Database(EmbeddedPostgres.builder()
                .setDataDirectory(data.toAbsolutePath())
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPort(Port.free(port))
                .setPGStartupWait(STARTUP)
                .setServerConfig("listen_addresses", Port.LOOPBACK)
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("synchronous_commit", "on")
                .start());
        made.isWhole();
        return database;
    }

    /**
     * As with a port of one's choice, on one that nobody has.
     *
     * @throws IOException if it does not start in a minute
     */
    public static Database start(Path data) throws IOException {
        return start(data, Port.ANY);
    }

    /** Where it listens on the loopback interface. */
    public int port() {
        return server.getPort();
    }

    PostgresAddress address() {
        return PostgresAddress.onLoopback(server.getPort());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
