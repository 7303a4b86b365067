package org.cardroom.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.cardroom.agent.config.AgentConfig;
import org.cardroom.db.Database;
import org.cardroom.demo.local.InstallationKeys;
import org.cardroom.events.channel.AgentChannel;
import org.cardroom.events.channel.HpkeKeyPair;
import org.cardroom.events.channel.HpkePublicKey;
import org.cardroom.events.client.InstructionClient.AgentIdentity;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.enrolment.ClientType;
import org.cardroom.events.kafka.KafkaClients;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.processor.keys.ProcessorKeyring;
import org.cardroom.testkit.process.ChildProcessGuard;
import org.cardroom.testkit.servers.EmbeddedPostgresServer;
import org.cardroom.testkit.servers.TestServers;

/** The servers, keys and simulated agents of a benchmark. */
public record BenchEnvironment(
        TestServers servers,
        ChildProcessGuard database,
        InstallationKeys keys,
        ProcessorKeyring keyring,
        List<SimulatedAgent> agents)
        implements AutoCloseable {
    static final String PASSPHRASE = "for a bench only";
    /** The number of agents, each with its own topic of instructions. */
    private static final int AGENTS = 8;

    /** An enrolled agent without readers, with a channel to the processors. */
    public record SimulatedAgent(String name, HpkeKeyPair pair, AgentChannel channel) {}

    /** Starts servers and creates keys in this new folder. */
    public static BenchEnvironment start(Path folder) {
        try {
            TestServers servers = TestServers.start(folder.resolve("servers"));
            ChildProcessGuard database = ChildProcessGuard.guard(
                    EmbeddedPostgresServer.findProcess(folder.resolve("servers").resolve("postgres"))
                            .orElseThrow(() -> new EnvironmentException("PostgreSQL exited")));
            InstallationKeys keys = InstallationKeys.openOrCreate(folder.resolve("keys"), PASSPHRASE::toCharArray);
            ProcessorKeyring keyring = keys.openKeyring();
            BenchEnvironment bench = new BenchEnvironment(servers, database, keys, keyring, agents(keyring));
            List<String> names = bench.agents.stream().map(SimulatedAgent::name).toList();
            bench.kafka().createTopicsIfMissing(KafkaTopics.newCommonTopics());
            bench.kafka()
                    .createTopicsIfMissing(
                            names.stream().map(KafkaTopics::newInstructionTopic).toList());
            return bench;
        } catch (IOException | IllegalStateException e) {
            throw new EnvironmentException("the servers cannot be started in " + folder + ": " + e.getMessage(), e);
        }
    }

    private static List<SimulatedAgent> agents(ProcessorKeyring keyring) {
        String id = keyring.publicKeys().newestKeyId();
        HpkePublicKey processors = newest(keyring);
        return IntStream.rangeClosed(1, AGENTS)
                .mapToObj(number -> {
                    String name = "simulated-" + number;
                    HpkeKeyPair pair = HpkeKeyPair.generate();
                    return new SimulatedAgent(name, pair, AgentChannel.open(name, pair, id, processors, Instant.now()));
                })
                .toList();
    }

    /** Returns the configuration with which a real agent takes the place of this one. */
    public AgentConfig agentConfig(SimulatedAgent agent, Path journal) {
        String id = keyring.publicKeys().newestKeyId();
        return new AgentConfig(new AgentIdentity(agent.name(), agent.pair(), id, newest(keyring)), kafka(), journal);
    }

    private static HpkePublicKey newest(ProcessorKeyring keyring) {
        return Objects.requireNonNull(
                keyring.publicKeys().channelKeys().get(keyring.publicKeys().newestKeyId()),
                "the newest key is one of them");
    }

    /** Returns the file with the processors' public keys. */
    public Path processorsFile() {
        return keys.processorsFile();
    }

    /** Enrols a gateway in this database. */
    public void enrolGateway(Database store, String name, HpkePublicKey key) {
        keys.enrol(store, name, key, Collections.emptyNavigableSet(), ClientType.GATEWAY);
    }

    public KafkaClients kafka() {
        return new KafkaClients(servers.bootstrap(), Map.of());
    }

    Path keystore() {
        return keys.keystore();
    }

    /** Creates a database in which the simulated agents are enrolled; returns its JDBC URL. */
    String createDatabase() {
        String url = servers.createDatabase();
        Database.migrate(url, null, null);
        try (Database store = Database.open(url, null, null)) {
            for (SimulatedAgent agent : agents) {
                keys.enrol(
                        store,
                        agent.name(),
                        agent.pair().publicKey(),
                        Collections.emptyNavigableSet(),
                        ClientType.AGENT);
            }
        }
        return url;
    }

    @Override
    public void close() {
        database.close();
        try {
            servers.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the servers did not stop cleanly", e);
        }
    }
}
