package org.cardroom.room.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.cardroom.agent.AgentConfig;
import org.cardroom.db.Store;
import org.cardroom.db.agents.Agents;
import org.cardroom.events.channel.AgentChannel;
import org.cardroom.events.channel.HpkeKeyPair;
import org.cardroom.events.channel.HpkePublicKey;
import org.cardroom.events.command.CannotRun;
import org.cardroom.events.enrolment.Capability;
import org.cardroom.events.enrolment.Enrolment;
import org.cardroom.events.enrolment.OfficerKey;
import org.cardroom.events.keystore.KeyFile;
import org.cardroom.events.topic.Kafka;
import org.cardroom.events.topic.Topics;
import org.cardroom.lab.servers.Servers;
import org.cardroom.processor.keys.NewKeys;
import org.cardroom.processor.keys.RoomKeys;

/** The servers, keys and simulated agents of a bench. Whoever opens it closes it. */
final class Site implements AutoCloseable {
    static final String PASSPHRASE = "for a bench only";
    /** So many topics of instructions. */
    private static final int AGENTS = 8;

    private final Path folder;
    private final Servers servers;
    private final Leash database;
    private final RoomKeys room;
    private final OfficerKey officer;
    private final List<Simulated> agents;

    private Site(
            Path folder, Servers servers, Leash database, RoomKeys room, OfficerKey officer, List<Simulated> agents) {
        this.folder = folder;
        this.servers = servers;
        this.database = database;
        this.room = room;
        this.officer = officer;
        this.agents = agents;
    }

    /** An agent without readers: it has a channel to the processors, and is enrolled. */
    record Simulated(String name, HpkeKeyPair pair, AgentChannel channel) {}

    /** Starts it in this folder, which is new. */
    static Site open(Path folder) {
        try {
            Servers servers = Servers.start(folder.resolve("servers"));
            Leash database = Leash.on(postgres(folder.resolve("servers")));
            Path keys = folder.resolve("keys");
            NewKeys.make(keys, file -> PASSPHRASE.toCharArray());
            RoomKeys room = RoomKeys.open(keys.resolve(NewKeys.PROCESSOR), PASSPHRASE.toCharArray());
            OfficerKey officer = OfficerKey.of(KeyFile.open(keys.resolve(NewKeys.OFFICER), PASSPHRASE.toCharArray())
                    .get("officer")
                    .getEncoded());
            Site site = new Site(folder, servers, database, room, officer, agents(room));
            List<String> names = site.agents.stream().map(Simulated::name).toList();
            site.kafka().ensure(Topics.common());
            site.kafka().ensure(names.stream().map(Topics::forAgent).toList());
            return site;
        } catch (IOException | IllegalStateException e) {
            throw new CannotRun("the servers cannot be started in " + folder + ": " + e.getMessage(), e);
        }
    }

    private static ProcessHandle postgres(Path servers) throws IOException {
        Path file = servers.resolve("postgres").resolve("postmaster.pid");
        long pid = Long.parseLong(Files.readAllLines(file).get(0).strip());
        return ProcessHandle.of(pid).orElseThrow(() -> new CannotRun("PostgreSQL ended"));
    }

    private static List<Simulated> agents(RoomKeys room) {
        String id = room.publicKeys().newest();
        HpkePublicKey processors = newest(room);
        return IntStream.rangeClosed(1, AGENTS)
                .mapToObj(number -> {
                    String name = "simulated-" + number;
                    HpkeKeyPair pair = HpkeKeyPair.generate();
                    return new Simulated(name, pair, AgentChannel.open(name, pair, id, processors, Instant.now()));
                })
                .toList();
    }

    List<Simulated> agents() {
        return agents;
    }

    /** What a real agent of this name needs. */
    AgentConfig config(Simulated agent, Path journal) {
        String id = room.publicKeys().newest();
        return new AgentConfig(agent.name(), agent.pair(), id, newest(room), kafka(), journal);
    }

    private static HpkePublicKey newest(RoomKeys room) {
        return Objects.requireNonNull(
                room.publicKeys().channelKeys().get(room.publicKeys().newest()), "the newest key is one of them");
    }

    /** The processors' public file. */
    Path processorsFile() {
        return folder.resolve("keys").resolve(NewKeys.PUBLIC);
    }

    /** Enrols a gateway with this key in this database. */
    void enrolGateway(Store store, String name, HpkePublicKey key) {
        new Agents(store)
                .enrol(officer.sign(new Enrolment(name, key, new TreeSet<>(), Capability.GATEWAY, Instant.now())));
    }

    Kafka kafka() {
        return new Kafka(servers.bootstrap(), Map.of());
    }

    Path keystore() {
        return folder.resolve("keys").resolve(NewKeys.PROCESSOR);
    }

    /** The JDBC URL of a new database, in which these agents are enrolled. */
    String freshDatabase() {
        String url = servers.freshDatabase();
        try (Store store = Store.open(url, null, null)) {
            Agents enrolled = new Agents(store);
            for (Simulated agent : agents) {
                enrolled.enrol(officer.sign(new Enrolment(
                        agent.name(), agent.pair().publicKey(), new TreeSet<>(), Capability.AGENT, Instant.now())));
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
