package org.cardroom.testkit.servers;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.cardroom.testkit.process.FreePort;
import org.cardroom.testkit.servers.EmbeddedKafkaConfig.Listener;

/**
 * A Kafka broker in this JVM: one KRaft node, broker and controller, with a persistent data directory. Its threads are
 * no daemons: the JVM ends only after {@link #close}.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private static final String ONLY = "PLAINTEXT";

    private final KafkaRaftServer server;
    private final Map<String, Integer> ports;

    private EmbeddedKafka(KafkaRaftServer server, Map<String, Integer> ports) {
        this.server = server;
        this.ports = Map.copyOf(ports);
    }

    /** Starts in a new or used data directory; returns when it serves clients. */
    static EmbeddedKafka start(Path data, int port) throws IOException {
        int free = FreePort.find(port);
        return start(data, List.of(new Listener(ONLY, free, free)));
    }

    /**
     * Starts with several listeners on free ports, each advertising another port of the loopback interface, where a
     * proxy listens.
     * @param advertised advertised port by the listener's name in capitals
     */
    public static EmbeddedKafka start(Path data, Map<String, Integer> advertised) throws IOException {
        List<Listener> listeners = new ArrayList<>();
        for (Map.Entry<String, Integer> each : advertised.entrySet()) {
            listeners.add(new Listener(each.getKey(), FreePort.find(FreePort.ANY), each.getValue()));
        }
        return start(data, listeners);
    }

    private static EmbeddedKafka start(Path data, List<Listener> listeners) throws IOException {
        Path folder = Files.createDirectories(data).toAbsolutePath();
        if (!Files.exists(folder.resolve("meta.properties"))) {
            format(folder);
        }
        Properties settings = EmbeddedKafkaConfig.brokerProperties(folder, listeners, FreePort.find(FreePort.ANY));
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
        startUp(server);
        return new EmbeddedKafka(server, listeners.stream().collect(Collectors.toMap(Listener::name, Listener::port)));
    }

    private static void format(Path folder) throws IOException {
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setNodeId(EmbeddedKafkaConfig.NODE)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setDirectories(List.of(folder.toString()))
                    .setMetadataLogDirectory(folder.toString())
                    .setControllerListenerName(EmbeddedKafkaConfig.CONTROLLER)
                    .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                    .setIgnoreFormatted(true)
                    .run();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the broker's folder cannot be formatted: " + folder, e);
        }
    }

    private static void startUp(KafkaRaftServer server) {
        try {
            server.startup();
        } catch (RuntimeException e) {
            server.shutdown();
            throw e;
        }
    }

    String bootstrap() {
        return FreePort.LOOPBACK + ":" + ports.get(ONLY);
    }

    /** Returns the bound ports by the listeners' names. */
    public Map<String, Integer> listenerPorts() {
        return ports;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
