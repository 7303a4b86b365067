package org.cardroom.processor.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.cardroom.db.agents.AgentRepository;
import org.cardroom.domain.template.UserPinOption;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.kafka.KafkaClients;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.EnrolmentNotice;
import org.cardroom.processor.fixture.FakeAgent;
import org.cardroom.processor.fixture.KafkaAgentClient;
import org.cardroom.processor.fixture.ProcessorFixture;
import org.cardroom.processor.job.ProvisioningWorker;
import org.cardroom.testkit.servers.TestServers;
import org.junit.jupiter.api.Test;

/** A revocation holds for all processors from the next poll on. */
class AgentRevocationTest {
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final int EVENTS = 48;

    private final KafkaClients kafka = new KafkaClients(TestServers.shared().bootstrap(), Map.of());

    private static CardEvent insertion(FakeAgent agent) {
        CardId card = new CardId(UUID.randomUUID().toString().replace("-", ""));
        return agent.insert(CardKind.GIDS, card, "0011223344556677");
    }

    private Consumer<String, byte[]> reader(String topic) {
        Consumer<String, byte[]> reader = kafka.createConsumer(Map.of());
        TopicPartition partition = new TopicPartition(topic, 0);
        reader.assign(List.of(partition));
        reader.seekToEnd(List.of(partition));
        reader.position(partition);
        return reader;
    }

    /** Inserts cards until each processor has answered one. */
    private static void awaitBoth(ProcessorFixture processor, FakeAgent agent, KafkaAgentClient wire) {
        await().atMost(BOUND).until(() -> {
            wire.sendAndAwait(insertion(agent));
            return processor.column("SELECT DISTINCT writer FROM audit").size() == 2;
        });
    }

    private static void awaitRefused(Consumer<String, byte[]> dead, Set<String> cards) {
        await().atMost(BOUND).until(() -> {
            dead.poll(Duration.ofMillis(100)).forEach(letter -> cards.remove(letter.key()));
            return cards.isEmpty();
        });
    }

    @Test
    void endsTheAnswersOfTwoProcessorsAndTellsTheAgent() {
        kafka.createTopicsIfMissing(KafkaTopics.newCommonTopics());
        try (ProcessorFixture processor = new ProcessorFixture();
                ProvisioningWorker first =
                        ProvisioningWorker.start("first", processor.store, kafka, processor.keys, () -> {});
                ProvisioningWorker second =
                        ProvisioningWorker.start("second", processor.store, kafka, processor.keys, () -> {})) {
            assertThat(first).isNotSameAs(second);
            refusesAfterRevocation(processor, processor.enrol("agent-" + UUID.randomUUID(), "north"));
        }
    }

    private void refusesAfterRevocation(ProcessorFixture processor, FakeAgent agent) {
        try (KafkaAgentClient wire = new KafkaAgentClient(kafka, agent);
                Consumer<String, byte[]> dead = reader(KafkaTopics.DEAD_LETTERS)) {
            IntStream.range(0, 2 * EVENTS)
                    .forEach(i -> processor.request(processor.gids("t", true, UserPinOption.RANDOMIZED)));
            awaitBoth(processor, agent, wire);
            new AgentRepository(processor.store).revoke(agent.name);
            Set<String> cards = new HashSet<>();
            try (Consumer<String, byte[]> told = reader(KafkaTopics.instructionTopicName(agent.name))) {
                for (int i = 0; i < EVENTS; i++) {
                    CardEvent event = insertion(agent);
                    cards.add(event.recordKey());
                    wire.send(event);
                }
                awaitRefused(dead, cards);
                assertThat(told.poll(BOUND)).isNotEmpty().allSatisfy(record -> assertThat(
                                MessageJson.read(record.value(), EnrolmentNotice.class)
                                        .reason())
                        .isEqualTo(EnrolmentNotice.NoticeReason.REVOKED));
            }
        }
    }
}
