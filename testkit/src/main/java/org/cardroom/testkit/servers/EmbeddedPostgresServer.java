package org.cardroom.testkit.servers;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.cardroom.testkit.process.FreePort;

/** A PostgreSQL with a persistent directory. Without fsync: commits survive hard kills, but no power failure. */
public final class EmbeddedPostgresServer implements AutoCloseable {
    private static final Duration STARTUP = Duration.ofSeconds(60);

    private final EmbeddedPostgres server;

    private EmbeddedPostgresServer(EmbeddedPostgres server) {
        this.server = server;
    }

    /**
     * Starts in a new or used data directory, after stopping a server that a killed process left there. No living
     * process may use the directory.
     */
    static EmbeddedPostgresServer start(Path data, int port) throws IOException {
        IncompleteDataDirectory dataDirectory = new IncompleteDataDirectory(data);
        dataDirectory.deleteIfIncomplete();
        new OrphanedPostgres(Files.createDirectories(data)).stop();
        EmbeddedPostgresServer database = new EmbeddedPostgresServer(EmbeddedPostgres.builder()
                .setDataDirectory(data.toAbsolutePath())
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPort(FreePort.find(port))
                .setPGStartupWait(STARTUP)
                .setServerConfig("listen_addresses", FreePort.LOOPBACK)
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("synchronous_commit", "on")
                .start());
        dataDirectory.markComplete();
        return database;
    }

    /** Starts on a free port; throws IOException if it does not start in a minute. */
    public static EmbeddedPostgresServer start(Path data) throws IOException {
        return start(data, FreePort.ANY);
    }

    /**
     * Finds the process that serves this data directory, whichever process started it. PostgreSQL's own {@code
     * postmaster.pid} may be stale, so the command line of the process has to name the directory.
     */
    public static Optional<ProcessHandle> findProcess(Path data) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        String directory = data.toAbsolutePath().toString();
        return ProcessHandle.of(
                        Long.parseLong(Files.readAllLines(pidFile).get(0).strip()))
                .filter(process -> process.info().commandLine().orElse("").contains(directory));
    }

    /** Returns its port on the loopback interface. */
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
