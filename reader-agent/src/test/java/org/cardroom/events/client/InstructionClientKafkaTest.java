package org.cardroom.events.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.cardroom.events.card.Atr;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.client.InstructionFuture.ReceivedInstruction;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.kafka.KafkaClients;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.InstructionType;
import org.cardroom.events.message.JournalSnapshot;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.testkit.servers.TestServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The link over a real broker. */
class InstructionClientKafkaTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final CardId CARD = new CardId("A1".repeat(16));
    private static final Challenge CHALLENGE = new Challenge("0011223344556677");
    private static final Instruction REJECT = new Instruction.Reject(RejectionReason.NOT_IN_STOCK);

    private static KafkaClients kafka;

    private KafkaScriptedProcessors running;

    private final UUID session = UuidGenerator.next();
    private final ScriptedProcessors processors = new ScriptedProcessors(event -> event
                    instanceof CardEvent.CardInserted e
            ? Optional.of(ScriptedReply.of(e.session(), e.card(), e.challenge(), InstructionType.PUT_KEY, REJECT))
            : Optional.empty());

    @BeforeAll
    static void startTheBroker() {
        kafka = new KafkaClients(TestServers.shared().bootstrap(), Map.of());
        link().close();
    }

    @BeforeEach
    void startTheProcessors() {
        running = new KafkaScriptedProcessors(kafka, processors);
    }

    @AfterEach
    void endTheProcessors() {
        running.close();
    }

    private static InstructionClient link() {
        return InstructionClient.connect(
                kafka, ScriptedProcessors.agentIdentity(), Clock.systemUTC(), PATIENCE, reason -> {});
    }

    private InstructionFuture ask(InstructionClient client) {
        InstructionClient.RequestContext context =
                new InstructionClient.RequestContext(session, CARD, CHALLENGE, System.nanoTime());
        JournalSnapshot journal = new JournalSnapshot(UuidGenerator.next(), List.of());
        return client.request(
                "slot-1",
                context,
                header -> new CardEvent.CardInserted(
                        header,
                        session,
                        CardKind.GIDS,
                        new Atr("3B00"),
                        CARD,
                        CHALLENGE,
                        KeyAlgorithm.TDES,
                        Set.of(),
                        journal),
                late -> {});
    }

    @Test
    void bringsAnAuthenticEventThereAndTheInstructionBack() {
        try (InstructionClient client = link()) {
            ReceivedInstruction received = ask(client).await().orElseThrow();
            assertThat(received.instruction()).isEqualTo(REJECT);
            assertThat(received.elapsed()).isPositive().isLessThan(PATIENCE);
        }
        assertThat(processors.events(CardEvent.CardInserted.class)).hasSize(1);
    }

    @Test
    void handsOnNothingThatWasThereBefore() throws InterruptedException, ExecutionException {
        try (KafkaProducer<String, byte[]> producer = kafka.createProducer()) {
            String topic = KafkaTopics.instructionTopicName("agent-1");
            for (int i = 0; i < 3; i++) {
                producer.send(new ProducerRecord<>(topic, "old", new byte[] {1}))
                        .get();
            }
        }
        try (InstructionClient client = link()) {
            assertThat(ask(client).await()).isPresent();
            assertThat(client.unmatchedCount()).isZero();
        }
    }

    @Test
    void storesAnEventForGood() {
        try (InstructionClient client = link()) {
            EventPublication publication =
                    client.publish("slot-1", header -> new CardEvent.CardRemoved(header, session, CARD));
            assertThat(publication.awaitAckOrResend(PATIENCE)).isTrue();
        }
    }

    @Test
    void cannotRunWithoutABroker() {
        KafkaClients nowhere =
                new KafkaClients("localhost:1", Map.of(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 500));
        assertThatExceptionOfType(EnvironmentException.class)
                .isThrownBy(() -> KafkaEventTransport.connect(nowhere, "agent-1", Duration.ofMillis(500)))
                .withMessageStartingWith("no Kafka broker can be used at localhost:1");
    }

    @Test
    void cannotRunWithWhatIsNoBroker() throws IOException {
        try (NonKafkaServer other = new NonKafkaServer()) {
            assertThatExceptionOfType(EnvironmentException.class)
                    .isThrownBy(() -> KafkaEventTransport.connect(other.clients(), "agent-1", PATIENCE))
                    .withMessageContaining("what answers there is no Kafka");
        }
    }
}
