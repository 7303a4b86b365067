package org.cardroom.demo.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.function.Supplier;
import org.cardroom.agent.config.AgentConfig;
import org.cardroom.db.Database;
import org.cardroom.events.channel.HpkeKeyPair;
import org.cardroom.events.client.InstructionClient;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.enrolment.ClientType;
import org.cardroom.events.enrolment.EnrolmentSigningKey;
import org.cardroom.events.kafka.KafkaClients;

import org.cardroom.ingest.enrolment.AgentEnrolmentService;
import org.cardroom.ingest.enrolment.AgentPublicKeyFile;
import org.cardroom.processor.Processor;
import org.cardroom.processor.keys.KeystoreGenerator;
import org.cardroom.processor.keys.ProcessorKeyring;
import org.cardroom.testkit.servers.TestServers;

/** The servers, the keys and the processor of a room on this machine. Whoever opens it closes it. */
public final class LocalSystem implements AutoCloseable {
    private final Path folder;
    private final Supplier<char[]> passphrase;
    private final TestServers servers;
    private final Database database;
    private final ProcessorKeyring keys;
    private final Processor processor;

    private LocalSystem(
            Path folder,
            Supplier<char[]> passphrase,
            TestServers servers,
            Database database,
            ProcessorKeyring keys,
            Processor processor) {
        this.folder = folder;
        this.passphrase = passphrase;
        this.servers = servers;
        this.database = database;
        this.keys = keys;
        this.processor = processor;
    }

    /**
     * Starts it, with what an earlier start left in the folder.
     *
     * @param name of its processor
     * @param passphrase of its keystores, which are made the first time; an array of their own for each
     * @throws EnvironmentException if the servers cannot be started there
     */
    public static LocalSystem start(Path folder, String name, Supplier<char[]> passphrase) {
        ProcessorKeyring keys = keys(folder.resolve("keys"), passphrase);
        TestServers servers = servers(folder.resolve("servers"));
        try {
            Database database = Database.open(servers.jdbcUrl(), null, null);
            try {
                Processor processor =
                        Processor.start(name, database, new KafkaClients(servers.bootstrap(), Map.of()), keys);
                return new LocalSystem(folder, passphrase, servers, database, keys, processor);
            } catch (RuntimeException e) {
                database.close();
                throw e;
            }
        } catch (RuntimeException e) {
            close(servers);
            throw e;
        }
    }

    private static TestServers servers(Path data) {
        try {
            return TestServers.start(data);
        } catch (IOException | IllegalStateException e) {
            throw new EnvironmentException("the servers cannot be started in " + data + ": " + e.getMessage(), e);
        }
    }

    private static ProcessorKeyring keys(Path folder, Supplier<char[]> passphrase) {
        if (!Files.exists(folder.resolve(KeystoreGenerator.PUBLIC_KEYS_FILE))) {
            forget(folder);
            KeystoreGenerator.generate(folder, file -> passphrase.get());
        }
        return ProcessorKeyring.open(folder.resolve(KeystoreGenerator.PROCESSOR_KEYSTORE), passphrase.get());
    }

    /** The public file is written last: without it the keys were never used. */
    private static void forget(Path keys) {
        try {
            for (String file : List.of(
                    KeystoreGenerator.PROCESSOR_KEYSTORE,
                    KeystoreGenerator.OFFICER_KEYSTORE,
                    KeystoreGenerator.LETTERS_KEYSTORE)) {
                Files.deleteIfExists(keys.resolve(file));
            }
        } catch (IOException e) {
            throw new EnvironmentException("cannot write in " + keys, e);
        }
    }

    /** Its database. */
    public Database database() {
        return database;
    }

    /** Its processor's keys. */
    public ProcessorKeyring keys() {
        return keys;
    }

    /** What its letter printers have. */
    public HpkeKeyPair letterKeyPair() {
        return KeystoreGenerator.openLetterKeyPair(keyFile(KeystoreGenerator.LETTERS_KEYSTORE), passphrase.get());
    }

    /** What its agents have to know of its processor. */
    public Path processorsFile() {
        return keyFile(KeystoreGenerator.PUBLIC_KEYS_FILE);
    }

    /**
     * An agent of this name, made the first time, and enrolled.
     *
     * @param stations where it stands
     */
    public AgentConfig enrolAgent(String name, NavigableSet<String> stations) {
        return enrolled(name, stations, ClientType.AGENT);
    }

    /** Who a gateway of this name is, which is made the first time, and enrolled. */
    public InstructionClient.AgentIdentity enrolGateway(String name) {
        return enrolled(name, Collections.emptyNavigableSet(), ClientType.GATEWAY)
                .identity();
    }

    private AgentConfig enrolled(String name, NavigableSet<String> stations, ClientType capability) {
        Path files = folder.resolve("agents").resolve(name);
        AgentConfig config = AgentConfig.loadOrCreate(files, processorsFile(), kafka());
        AgentPublicKeyFile enrollee =
                new AgentPublicKeyFile(config.name(), config.key().publicKey());
        new AgentEnrolmentService(database, Clock.systemUTC()).enrol(enrollee, stations, capability, officer());
        return config;
    }

    /** The way to its broker. */
    public KafkaClients kafka() {
        return new KafkaClients(servers.bootstrap(), Map.of());
    }

    private EnrolmentSigningKey officer() {
        return KeystoreGenerator.openOfficerKey(keyFile(KeystoreGenerator.OFFICER_KEYSTORE), passphrase.get());
    }

    private Path keyFile(String name) {
        return folder.resolve("keys").resolve(name);
    }

    @Override
    public void close() {
        try {
            processor.close();
        } finally {
            database.close();
            close(servers);
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
