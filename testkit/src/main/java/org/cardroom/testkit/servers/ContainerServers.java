package org.cardroom.testkit.servers;

import java.util.Locale;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The shared servers in containers; the engine's own watchdog removes them when the JVM is gone. */
final class ContainerServers {
    private static final String POSTGRES = "postgres:18";
    private static final String KAFKA = "apache/kafka:4.1.2";

    private ContainerServers() {}

    /** @throws IllegalStateException if no container engine answers */
    static TestServers start() {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            throw new IllegalStateException("CARDROOM_TEST_SERVERS=containers, but no Docker engine answers here");
        }
        CloseableStack resources = new CloseableStack();
        PostgreSQLContainer postgres = resources.add(new PostgreSQLContainer(POSTGRES)
                .withUsername(PostgresAddress.USER)
                .withPassword(PostgresAddress.USER)
                .withDatabaseName(PostgresAddress.USER));
        KafkaContainer kafka = resources.add(new KafkaContainer(KAFKA));
        EmbeddedKafkaConfig.commonSettings().forEach((name, value) -> kafka.withEnv(environment(name), value));
        postgres.start();
        kafka.start();
        PostgresAddress address = new PostgresAddress(
                postgres.getHost(),
                postgres.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                postgres.getPassword());
        return new TestServers(() -> address, kafka::getBootstrapServers, resources);
    }

    /** How the image of Kafka takes settings: KAFKA_BROKER_SESSION_TIMEOUT_MS. */
    private static String environment(String setting) {
        return "KAFKA_" + setting.replace('.', '_').toUpperCase(Locale.ROOT);
    }
}
