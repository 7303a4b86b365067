package org.cardroom.events.kafka;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that needs the broker. */
public final class KafkaOptions {
    @Option(names = "--kafka", required = true, paramLabel = "HOST:PORT", description = "The broker.")
    private String bootstrap = "";

    @Option(
            names = "--kafka-properties",
            paramLabel = "FILE",
            description = "What else Kafka clients need, such as TLS.")
    private @Nullable Path properties;

    /**
     * The way to it; nothing is connected yet.
     *
     * @throws org.cardroom.events.command.EnvironmentException if the file of properties cannot be read
     */
    public KafkaClients createClients() {
        return KafkaClients.load(bootstrap, properties);
    }
}
