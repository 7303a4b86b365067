package org.cardroom.testkit.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.cardroom.testkit.servers.EmbeddedKafkaConfig.Listener;
import org.junit.jupiter.api.Test;

class EmbeddedKafkaConfigTest {
    private final Properties settings = EmbeddedKafkaConfig.brokerProperties(
            Path.of("data"), List.of(new Listener("FIRST", 20001, 30001), new Listener("SECOND", 20002, 30002)), 20003);

    @Test
    void listensOnAllPorts() {
        assertThat(settings)
                .containsEntry(
                        "listeners", "FIRST://127.0.0.1:20001,SECOND://127.0.0.1:20002,CONTROLLER://127.0.0.1:20003");
    }

    @Test
    void tellsTheClientsOfEachListenerWhereToCome() {
        assertThat(settings).containsEntry("advertised.listeners", "FIRST://127.0.0.1:30001,SECOND://127.0.0.1:30002");
    }
}
