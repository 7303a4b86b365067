package org.cardroom.testkit.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.cardroom.events.files.LockFile;
import org.cardroom.testkit.process.FreePort;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL and a Kafka broker: {@link #start(Path)} for a directory, {@link #shared()} for tests. The broker's
 * threads keep the JVM alive until {@link #close}. Thread-safe.
 */
public final class TestServers implements AutoCloseable {
    private static final String KAFKA = "kafka";
    private static final String POSTGRES = "postgres";

    private final Supplier<PostgresAddress> database;
    private final Supplier<String> bootstrap;
    private final CloseableStack resources;
    private @Nullable String migrated;

    TestServers(Supplier<PostgresAddress> database, Supplier<String> bootstrap, CloseableStack resources) {
        this.database = database;
        this.bootstrap = bootstrap;
        this.resources = resources;
    }

    /**
     * Starts both servers on free ports, in a new or used directory. A PostgreSQL that an earlier process left running
     * there after a hard kill is stopped first.
     * @throws org.cardroom.events.command.EnvironmentException if a living process runs servers there
     */
    public static TestServers start(Path folder) throws IOException {
        return start(folder, FreePort.ANY, FreePort.ANY);
    }

    /**
     * Starts both servers on these ports of the loopback interface; 0 for any free port.
     * @throws java.net.BindException if a port is in use; the message names it
     */
    public static TestServers start(Path folder, int brokerPort, int databasePort) throws IOException {
        CloseableStack resources = new CloseableStack();
        try {
            resources.add(lock(folder));
            return start(folder, brokerPort, databasePort, resources);
        } catch (IOException | RuntimeException e) {
            resources.close();
            throw e;
        }
    }

    private static LockFile lock(Path folder) throws IOException {
        return LockFile.acquire(
                Files.createDirectories(folder).resolve("lock"), "servers are running already in " + folder);
    }

    private static TestServers start(Path folder, int brokerPort, int databasePort, CloseableStack resources)
            throws IOException {
        CompletableFuture<EmbeddedKafka> broker =
                begin(() -> resources.add(EmbeddedKafka.start(folder.resolve(KAFKA), brokerPort)));
        CompletableFuture<EmbeddedPostgresServer> database =
                begin(() -> resources.add(EmbeddedPostgresServer.start(folder.resolve(POSTGRES), databasePort)));
        try {
            CompletableFuture.allOf(broker, database).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof IOException cause
                    ? cause
                    : new IOException("the servers do not start", e.getCause());
        }
        return new TestServers(database.join()::address, broker.join()::bootstrap, resources);
    }

    /** Starts each server when it is first used. */
    static TestServers lazy(Path folder) {
        CloseableStack resources = new CloseableStack();
        return new TestServers(
                once(() -> resources
                        .add(EmbeddedPostgresServer.start(folder.resolve(POSTGRES)))
                        .address()),
                once(() -> resources
                        .add(EmbeddedKafka.start(folder.resolve(KAFKA), FreePort.ANY))
                        .bootstrap()),
                resources);
    }

    private static <T> Supplier<T> once(Callable<T> start) {
        FutureTask<T> task = new FutureTask<>(start);
        return () -> {
            task.run();
            try {
                return task.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while a shared server starts", e);
            } catch (ExecutionException e) {
                throw new IllegalStateException("a shared server does not start", e);
            }
        };
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
                task -> new Thread(task, "start-server").start());
    }

    /**
     * Returns the servers that all tests of this JVM share, each started when it is first used and closed when the JVM
     * ends. They run in containers with CARDROOM_TEST_SERVERS=containers. Do not close them.
     */
    public static TestServers shared() {
        return SharedServers.get();
    }

    /** Returns host and port of the broker. */
    public String bootstrap() {
        return bootstrap.get();
    }

    /** Returns the URL of the database {@code postgres}, which needs no further credentials. */
    public String jdbcUrl() {
        return database.get().jdbcUrl(PostgresAddress.USER);
    }

    /** Creates an empty database with a new name and returns its JDBC URL. */
    public String createDatabase() {
        return createDatabase("fresh_", "", "cannot create a database in ");
    }

    /**
     * Creates a copy of a migrated database and returns its JDBC URL. The first call migrates one.
     * @param migration migrates the database with the given JDBC URL and closes its connections
     * @param initialization SQL to run in the copy: it changes what must differ between databases
     */
    public synchronized String createMigratedDatabase(Consumer<String> migration, String initialization) {
        String template = migrated;
        if (template == null) {
            template = createDatabase();
            migration.accept(template);
            migrated = template;
        }
        String copy = copyDatabase(template);
        try (Connection connection = DriverManager.getConnection(copy)) {
            PostgresAddress.execute(connection, initialization);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot initialize " + copy, e);
        }
        return copy;
    }

    /** Copies a database from {@link #createDatabase} without connections; returns the JDBC URL of the copy. */
    public String copyDatabase(String jdbcUrl) {
        String source = jdbcUrl.replaceAll("\\?.*", "").replaceAll(".*/", "");
        return createDatabase("copy_", " TEMPLATE " + source, "cannot copy " + source + " in ");
    }

    private String createDatabase(String prefix, String template, String failure) {
        String name = prefix + UUID.randomUUID().toString().replace("-", "");
        try (Connection connection = database.get().connect()) {
            PostgresAddress.execute(connection, "CREATE DATABASE " + name + template);
        } catch (SQLException e) {
            throw new IllegalStateException(failure + database.get(), e);
        }
        return database.get().jdbcUrl(name);
    }

    /** Stops both; their data stays in the directory. */
    @Override
    public void close() throws IOException {
        resources.close();
    }
}
