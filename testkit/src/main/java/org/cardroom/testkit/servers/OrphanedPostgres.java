package org.cardroom.testkit.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.cardroom.testkit.process.FreePort;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops a PostgreSQL that outlived its parent process, found by the {@code postmaster.pid} in its data directory
 * (PostgreSQL 18, 66.1: process id, data directory, start time, port). The file may be stale and another process may
 * have its id or port, so a server is stopped only after it has named this data directory.
 */
final class OrphanedPostgres {
    private static final Logger LOG = LoggerFactory.getLogger(OrphanedPostgres.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int LOOK_AGAIN_MILLIS = 100;

    private final Path data;
    private final Path pidFile;

    OrphanedPostgres(Path data) {
        this.data = data;
        this.pidFile = data.resolve("postmaster.pid");
    }

    /** Returns when no server runs in the directory; waits for one that is starting or stopping. */
    void stop() throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        List<String> lines = pidFileLines();
        while (!lines.isEmpty()) {
            Optional<ProcessHandle> process = postgres(lines);
            if (process.isEmpty()) {
                Files.deleteIfExists(pidFile);
            } else if (!tryToStop(process.get(), port(lines)) && System.nanoTime() > end) {
                throw new IOException(
                        "process " + lines.get(0) + ", a PostgreSQL, may be using " + data + " and does not answer");
            }
            lines = pidFileLines();
        }
    }

    /** Empty if the file is missing or empty. */
    private List<String> pidFileLines() throws IOException {
        try {
            return Files.readAllLines(pidFile);
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /** Empty if the file is stale: no such process, or not a PostgreSQL. */
    private static Optional<ProcessHandle> postgres(List<String> lines) {
        return lines.isEmpty()
                ? Optional.empty()
                : ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                        .filter(ProcessHandle::isAlive)
                        .filter(process ->
                                process.info().command().orElse("postgres").contains("postgres"));
    }

    private static int port(List<String> lines) {
        return lines.size() < 4 ? FreePort.ANY : Integer.parseInt(lines.get(3).strip());
    }

    private boolean tryToStop(ProcessHandle process, int port) throws IOException {
        try (Connection connection = PostgresAddress.onLoopback(port).connect()) {
            if (isHere(PostgresAddress.queryString(connection, "SHOW data_directory"))) {
                LOG.info("stopping orphaned PostgreSQL; directory={} pid={}", data, process.pid());
                shutDown(process, connection);
            } else {
                Files.deleteIfExists(pidFile);
            }
        } catch (SQLException e) {
            LOG.debug("no PostgreSQL answers at port {}", port, e);
        }
        return hasEnded(process);
    }

    private boolean isHere(String directory) throws IOException {
        Path theirs = Path.of(directory);
        return Files.exists(theirs) && Files.isSameFile(theirs, data);
    }

    /** SIGTERM refuses new connections and waits for existing ones; this terminates them, the own connection last. */
    private static void shutDown(ProcessHandle process, Connection connection) throws SQLException {
        process.destroy();
        PostgresAddress.execute(
                connection,
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'");
    }

    private static boolean hasEnded(ProcessHandle process) {
        try {
            process.onExit().get(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
