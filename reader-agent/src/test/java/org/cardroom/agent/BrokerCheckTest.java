package org.cardroom.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.cardroom.agent.link.Processors;
import org.cardroom.events.message.Ids;
import org.cardroom.events.message.Json;
import org.cardroom.events.message.Notice;
import org.cardroom.events.topic.Kafka;
import org.cardroom.events.topic.Topics;
import org.cardroom.lab.servers.Servers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerCheckTest {
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final String OWN = Topics.instructions("agent-1");

    @TempDir
    private Path folder;

    private final StringWriter said = new StringWriter();
    private final Findings findings = new Findings(new PrintWriter(said));
    private final Kafka kafka = new Kafka(Servers.shared().bootstrap(), Map.of());

    private AgentConfig config(Kafka broker) {
        return Processors.config(broker, folder.resolve("journal"));
    }

    private void makeTopics() {
        List<NewTopic> topics = new ArrayList<>(Topics.common());
        topics.add(Topics.forAgent("agent-1"));
        kafka.ensure(topics);
        await().until(() -> kafka.topics().contains(OWN));
    }

    private List<String> look(Kafka broker) {
        BrokerCheck.of(config(broker), new AgentFolder(folder), findings);
        return said.toString().lines().toList();
    }

    @Test
    void findsTopicsAndClock() {
        makeTopics();
        assertThat(look(kafka))
                .startsWith(
                        "ok  broker " + kafka.bootstrap() + " answers",
                        "ok  topic " + OWN + " can be read",
                        "ok  topic cardroom.card-events can be written to")
                .anyMatch(line -> line.matches("ok  clock \\d+ ms (behind|ahead of) the broker's"));
    }

    @Test
    void saysThatNoProcessorRuns() {
        makeTopics();
        assertThat(look(kafka))
                .endsWith("--  no processor runs that could tell whether the agent is enrolled: start one");
        assertThat(findings.areOk()).isFalse();
    }

    @Test
    void saysThatTheBrokerIsAway() {
        assertThat(look(new Kafka("localhost:1", Map.of())))
                .containsExactly("--  no Kafka broker can be used at localhost:1 (Timeout): start it, or say another"
                        + " --kafka");
    }

    @Test
    void hearsTheNoticeOfItsOwnProbeAlone() {
        makeTopics();
        TopicPartition own = new TopicPartition(OWN, 0);
        try (KafkaConsumer<String, byte[]> consumer = kafka.consumer(Map.of());
                KafkaProducer<String, byte[]> processor = kafka.producer()) {
            consumer.assign(List.of(own));
            consumer.seekToEnd(List.of(own));
            consumer.position(own);
            Probe probe = Probe.send(config(kafka), BOUND);
            Notice other = new Notice(1, "agent-1", Ids.next(), Notice.Reason.REVOKED);
            Notice ours = new Notice(1, "agent-1", probe.event(), Notice.Reason.NOT_ENROLLED);
            for (Notice notice : List.of(other, ours)) {
                var unused = processor.send(new ProducerRecord<>(OWN, Json.write(notice)));
            }
            assertThat(probe.objection(consumer, BOUND)).contains(ours);
        }
    }
}
