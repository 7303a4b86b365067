package org.cardroom.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.cardroom.events.command.CliRunner;
import org.cardroom.events.kafka.KafkaClients;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.processor.fixture.ProcessorFixture;
import org.cardroom.testkit.servers.TestServers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RestoreCommandTest {
    private String said = "";

    private int run(String... args) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream both = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        System.setOut(both);
        System.setErr(both);
        try {
            return CliRunner.run(new ProcessorMain(), args);
        } finally {
            System.setOut(out);
            System.setErr(err);
            said = bytes.toString(StandardCharsets.UTF_8).strip();
        }
    }

    @Test
    void reportsAnEmptyDatabase() {
        String database = TestServers.shared().createDatabase();
        assertThat(run("restore", "--db", database, "--kafka", "127.0.0.1:1")).isOne();
        assertThat(said)
                .endsWith(" has no schema: run ./cardroom db migrate, or restore a backup")
                .hasLineCount(1);
    }

    @Test
    void reportsAnUnreachableDatabase() {
        assertThat(run("restore", "--db", "jdbc:postgresql://127.0.0.1:1/x", "--kafka", "127.0.0.1:1"))
                .isOne();
        assertThat(said).startsWith("cardroom: no PostgreSQL can be used at jdbc:postgresql://127.0.0.1:1/x");
    }

    @Tag("long")
    @Test
    void reportsAnUnreachableBroker() {
        assertThat(run("restore", "--db", ProcessorFixture.createDatabase(), "--kafka", "127.0.0.1:1"))
                .isOne();
        assertThat(said).endsWith("cardroom: no Kafka broker can be used at 127.0.0.1:1 (Timeout)");
    }

    @Test
    void reportsThatThereIsNothingToDo() {
        KafkaClients kafka = new KafkaClients(TestServers.shared().bootstrap(), Map.of());
        kafka.createTopicsIfMissing(KafkaTopics.newCommonTopics());
        assertThat(run("restore", "--db", ProcessorFixture.createDatabase(), "--kafka", kafka.bootstrap()))
                .isZero();
        assertThat(said).startsWith("Nothing to do: the database contains all 0 new outcomes of its installation");
    }
}
