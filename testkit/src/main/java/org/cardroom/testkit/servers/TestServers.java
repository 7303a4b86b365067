package org.cardroom.testkit.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.cardroom.testkit.files.DirectoryLock;
import org.cardroom.testkit.process.FreePort;

/**
 * A PostgreSQL and a Kafka broker that belong together: {@link #start(Path)} for a folder of one's own,
 * {@link #shared()} for tests. Thread-safe. Whoever starts them closes them; the broker's threads keep the JVM alive
 * until then.
 */
public final class TestServers implements AutoCloseable {

    private final PostgresAddress database;
    private final String bootstrap;
    private final CloseableStack resources;

    TestServers(PostgresAddress database, String bootstrap, CloseableStack resources) {
        this.database = database;
        this.bootstrap = bootstrap;
        this.resources = resources;
    }

    /**
     * Starts both servers on ports that nobody has, in this folder, new or used; a PostgreSQL that an earlier process
     * left running in it after a hard kill is stopped first.
     *
     * @throws IllegalStateException if servers run there already, of this process or of another that lives
     */
    public static TestServers start(Path folder) throws IOException {
        return start(folder, FreePort.ANY, FreePort.ANY);
    }

    /**
     * As {@link #start(Path)}, on these ports of the loopback interface; 0 is any.
     *
     * @throws java.net.BindException if a port is taken; the message says which
     */
    public static TestServers start(Path folder, int brokerPort, int databasePort) throws IOException {
        CloseableStack resources = new CloseableStack();
        try {
            resources.add(DirectoryLock.acquire(folder));
            return start(folder, brokerPort, databasePort, resources);
        } catch (IOException | RuntimeException e) {
            resources.close();
            throw e;
        }
    }

    /** Both at once, and waits for both, whatever becomes of the other. */
    private static TestServers start(Path folder, int brokerPort, int databasePort, CloseableStack resources)
            throws IOException {
        CompletableFuture<EmbeddedKafka> broker =
                begin(() -> resources.add(EmbeddedKafka.start(folder.resolve("kafka"), brokerPort)));
        CompletableFuture<EmbeddedPostgresServer> database =
                begin(() -> resources.add(EmbeddedPostgresServer.start(folder.resolve("postgres"), databasePort)));
        try {
            CompletableFuture.allOf(broker, database).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof IOException cause
                    ? cause
                    : new IOException("the servers do not start", e.getCause());
        }
        return new TestServers(database.join().address(), broker.join().bootstrap(), resources);
    }

    private static <T> CompletableFuture<T> begin(Callable<T> start) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return start.call();
                    } catch (Exception e) {
                        throw new CompletionException(e);
                    }
                },
                task -> new Thread(task, "lab-servers").start());
    }

    /**
     * The servers that all tests of this JVM share: started at the first call, in a temporary folder, and closed when
     * the JVM ends. With CARDROOM_TEST_SERVERS=containers they run in containers. Not to be closed by tests.
     */
    public static TestServers shared() {
        return SharedServers.get();
    }

    /** The broker as Kafka clients want it: host and port. */
    public String bootstrap() {
        return bootstrap;
    }

    /** The database {@code postgres}, user included; no further credentials are needed. */
    public String jdbcUrl() {
        return database.jdbcUrl(PostgresAddress.USER);
    }

    /** Creates an empty database of a new name and returns its JDBC url, so that nobody is in anybody's way. */
    public String createDatabase() {
        String name = "fresh_" + UUID.randomUUID().toString().replace("-", "");
        try (Connection connection = database.connect()) {
            PostgresAddress.execute(connection, "CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("no new database in " + database, e);
        }
        return database.jdbcUrl(name);
    }

    /**
     * Copies a database that nobody is connected to, as a backup would, and returns the copy's JDBC url.
     *
     * @param jdbcUrl of a {@link #createDatabase}
     */
    public String copyDatabase(String jdbcUrl) {
        String name = "copy_" + UUID.randomUUID().toString().replace("-", "");
        String source = jdbcUrl.replaceAll("\\?.*", "").replaceAll(".*/", "");
        try (Connection connection = database.connect()) {
            PostgresAddress.execute(connection, "CREATE DATABASE " + name + " TEMPLATE " + source);
        } catch (SQLException e) {
            throw new IllegalStateException("no copy of " + source + " in " + database, e);
        }
        return database.jdbcUrl(name);
    }

    /** Stops both; what they keep stays in the folder. */
    @Override
    public void close() throws IOException {
        resources.close();
    }
}
