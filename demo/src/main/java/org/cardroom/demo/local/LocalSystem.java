package org.cardroom.demo.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.function.Supplier;
import org.cardroom.agent.config.AgentConfig;
import org.cardroom.db.Database;
import org.cardroom.db.DatabaseRole;
import org.cardroom.demo.verify.CardVerifier;
import org.cardroom.events.client.InstructionClient;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.enrolment.ClientType;
import org.cardroom.events.kafka.KafkaClients;
import org.cardroom.processor.Processor;
import org.cardroom.processor.keys.ProcessorKeyring;
import org.cardroom.testkit.servers.TestServers;

/** An installation in this JVM: servers, keys, one processor, and the agents and gateways that it enrols. Thread-safe. */
public final class LocalSystem implements AutoCloseable {
    private final Path directory;
    private final TestServers servers;
    private final boolean ownsServers;
    private final InstallationKeys keys;
    private final ProcessorKeyring keyring;
    private final String jdbcUrl;
    private final Map<DatabaseRole, Database> databases = new EnumMap<>(DatabaseRole.class);
    private final Processor processor;

    private LocalSystem(
            Path directory,
            String name,
            InstallationKeys keys,
            TestServers servers,
            boolean ownsServers,
            String jdbcUrl) {
        this.directory = directory;
        this.servers = servers;
        this.ownsServers = ownsServers;
        this.keys = keys;
        this.keyring = keys.openKeyring();
        this.jdbcUrl = jdbcUrl;
        try {
            this.processor = Processor.start(name, database(DatabaseRole.PROCESSOR), kafka(), keyring);
        } catch (RuntimeException e) {
            closeDatabases();
            throw e;
        }
    }

    /**
     * Starts servers and a processor, with the data that an earlier start left in this directory.
     * @param name of the processor
     * @param passphrase of the keystores, which are created the first time; returns a new array at each call
     * @throws EnvironmentException if the servers cannot be started
     */
    public static LocalSystem start(Path directory, String name, Supplier<char[]> passphrase) {
        InstallationKeys keys = InstallationKeys.openOrCreate(directory.resolve("keys"), passphrase);
        Path data = directory.resolve("servers");
        TestServers servers;
        try {
            servers = TestServers.start(data);
        } catch (IOException | IllegalStateException e) {
            throw new EnvironmentException("the servers cannot be started in " + data + ": " + e.getMessage(), e);
        }
        try {
            migrate(servers.jdbcUrl());
            return new LocalSystem(directory, name, keys, servers, true, servers.jdbcUrl());
        } catch (RuntimeException e) {
            close(servers);
            throw e;
        }
    }

    /** Creates the roles of a database that are missing, and brings its schema to this version. */
    public static void migrate(String jdbcUrl) {
        Database.initRoles(jdbcUrl, null, null);
        Database.migrate(jdbcUrl, DatabaseRole.MIGRATION.roleName(), null);
    }

    /** Starts a processor on a migrated database of running servers, which {@link #close} leaves running. */
    public static LocalSystem startOn(
            TestServers servers, String jdbcUrl, Path directory, String name, Supplier<char[]> passphrase) {
        InstallationKeys keys = InstallationKeys.openOrCreate(directory.resolve("keys"), passphrase);
        return new LocalSystem(directory, name, keys, servers, false, jdbcUrl);
    }

    /** Returns a connection pool with the rights of this role, which {@link #close} closes. */
    public synchronized Database database(DatabaseRole role) {
        return databases.computeIfAbsent(role, opened -> Database.open(jdbcUrl, opened.roleName(), null));
    }

    private synchronized void closeDatabases() {
        databases.values().forEach(Database::close);
    }

    public InstallationKeys keys() {
        return keys;
    }

    public KafkaClients kafka() {
        return new KafkaClients(servers.bootstrap(), Map.of());
    }

    /** Returns a verifier that knows the templates of this moment. */
    public CardVerifier cardVerifier() {
        return new CardVerifier(database(DatabaseRole.PROCESSOR), keyring, keys.openLetterKeyPair());
    }

    /** Returns the directory of an agent or gateway. */
    public Path agentDirectory(String name) {
        return directory.resolve("agents").resolve(name);
    }

    /** Enrols an agent, which is created the first time. */
    public AgentConfig enrolAgent(String name, NavigableSet<String> stations) {
        return keys.enrol(database(DatabaseRole.INGEST), agentDirectory(name), kafka(), stations, ClientType.AGENT);
    }

    /** Enrols a gateway, which is created the first time. */
    public InstructionClient.AgentIdentity enrolGateway(String name) {
        return keys.enrol(
                        database(DatabaseRole.INGEST),
                        agentDirectory(name),
                        kafka(),
                        Collections.emptyNavigableSet(),
                        ClientType.GATEWAY)
                .identity();
    }

    @Override
    public void close() {
        try {
            processor.close();
        } finally {
            closeDatabases();
            if (ownsServers) {
                close(servers);
            }
        }
    }

    private static void close(TestServers servers) {
        try {
            servers.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the servers did not stop cleanly", e);
        }
    }
}
