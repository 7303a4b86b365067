package org.cardroom.events.kafka;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The command-line options of commands that use Kafka. */
public final class KafkaOptions {
    @Option(names = "--kafka", required = true, paramLabel = "HOST:PORT", description = "Kafka bootstrap servers.")
    private String bootstrap = "";

    @Option(
            names = "--kafka-properties",
            paramLabel = "FILE",
            description = "Other Kafka client properties, such as TLS.")
    private @Nullable Path properties;

    /**
     * Creates the client factory without connecting.
     * @throws org.cardroom.events.command.EnvironmentException if the properties file cannot be read
     */
    public KafkaClients createClients() {
        return KafkaClients.load(bootstrap, properties);
    }
}
