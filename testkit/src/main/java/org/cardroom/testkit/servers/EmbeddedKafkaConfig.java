package org.cardroom.testkit.servers;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.cardroom.testkit.process.FreePort;

/** Broker settings: one node as broker and controller, quick to detect lost clients, small in memory. */
final class EmbeddedKafkaConfig {
    static final int NODE = 1;
    static final String CONTROLLER = "CONTROLLER";

    private EmbeddedKafkaConfig() {}

    /** Settings that tests rely on, in embedded and containerised brokers. */
    static Map<String, String> commonSettings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("auto.create.topics.enable", "false");
        settings.put("broker.session.timeout.ms", "3000");
        settings.put("broker.heartbeat.interval.ms", "500");
        settings.put("group.consumer.session.timeout.ms", "3000");
        settings.put("group.consumer.min.session.timeout.ms", "3000");
        settings.put("group.consumer.heartbeat.interval.ms", "1000");
        settings.put("group.consumer.min.heartbeat.interval.ms", "500");
        settings.put("group.min.session.timeout.ms", "3000");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.num.partitions", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        return settings;
    }

    /** A listener: the port that it binds and the port that it advertises. */
    record Listener(String name, int port, int advertised) {
        private static String all(List<Listener> listeners, Function<Listener, String> each) {
            return listeners.stream().map(each).collect(Collectors.joining(","));
        }
    }

    static Properties brokerProperties(Path data, List<Listener> listeners, int controllerPort) {
        Properties settings = new Properties();
        settings.putAll(commonSettings());
        settings.putAll(small());
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(NODE));
        settings.put("log.dirs", data.toString());
        String in = Listener.all(listeners, each -> address(each.name(), each.port()));
        settings.put("listeners", in + "," + address(CONTROLLER, controllerPort));
        settings.put("advertised.listeners", Listener.all(listeners, each -> address(each.name(), each.advertised())));
        settings.put("controller.listener.names", CONTROLLER);
        settings.put("controller.quorum.voters", NODE + "@" + FreePort.LOOPBACK + ":" + controllerPort);
        String protocols = Listener.all(listeners, each -> each.name() + ":PLAINTEXT");
        settings.put("listener.security.protocol.map", protocols + "," + CONTROLLER + ":PLAINTEXT");
        settings.put("inter.broker.listener.name", listeners.get(0).name());
        return settings;
    }

    private static String address(String name, int port) {
        return name + "://" + FreePort.LOOPBACK + ":" + port;
    }

    /** Few threads, small buffers, no JMX. */
    private static Map<String, String> small() {
        return Map.of(
                "metric.reporters", "",
                "num.network.threads", "1",
                "num.io.threads", "2",
                "background.threads", "2",
                "group.coordinator.threads", "1",
                "share.coordinator.threads", "1",
                "log.cleaner.dedupe.buffer.size", "2097152",
                "log.cleaner.io.buffer.size", "65536",
                "log.index.size.max.bytes", "1048576");
    }
}
