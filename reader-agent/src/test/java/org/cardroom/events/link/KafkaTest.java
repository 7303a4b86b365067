package org.cardroom.events.link;

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
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.cardroom.events.card.Atr;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.command.CannotRun;
import org.cardroom.events.link.Question.Told;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.Ids;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.Journal;
import org.cardroom.events.message.Rejection;
import org.cardroom.events.message.Step;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.events.topic.Kafka;
import org.cardroom.events.topic.Topics;
import org.cardroom.lab.servers.Servers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The link over a real broker. */
class KafkaTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final CardId CARD = new CardId("A1".repeat(16));
    private static final Challenge CHALLENGE = new Challenge("0011223344556677");
    private static final Instruction REJECT = new Instruction.Reject(Rejection.NOT_IN_STOCK);

    private static Kafka kafka;

    private KafkaProcessors running;

    private final UUID session = Ids.next();
    private final Processors processors = new Processors(event -> event instanceof CardEvent.CardInserted e
            ? Optional.of(Plan.of(e.session(), e.card(), e.challenge(), Step.PUT_KEY, REJECT))
            : Optional.empty());

    @BeforeAll
    static void startTheBroker() {
        kafka = new Kafka(Servers.shared().bootstrap(), Map.of());
        link().close();
    }

    @BeforeEach
    void startTheProcessors() {
        running = new KafkaProcessors(kafka, processors);
    }

    @AfterEach
    void endTheProcessors() {
        running.close();
    }

    private static Link link() {
        return Link.over(kafka, Processors.identity(), Clock.systemUTC(), PATIENCE, reason -> {});
    }

    private Question ask(Link link) {
        Link.Subject subject = new Link.Subject(session, CARD, CHALLENGE, System.nanoTime());
        Journal journal = new Journal(Ids.next(), List.of());
        return link.ask(
                "slot-1",
                subject,
                origin -> new CardEvent.CardInserted(
                        origin,
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
        try (Link link = link()) {
            Told told = ask(link).await().orElseThrow();
            assertThat(told.instruction()).isEqualTo(REJECT);
            assertThat(told.took()).isPositive().isLessThan(PATIENCE);
        }
        assertThat(processors.events(CardEvent.CardInserted.class)).hasSize(1);
    }

    @Test
    void handsOnNothingThatWasThereBefore() throws InterruptedException, ExecutionException {
        try (KafkaProducer<String, byte[]> producer = kafka.producer()) {
            String topic = Topics.instructions("agent-1");
            for (int i = 0; i < 3; i++) {
                producer.send(new ProducerRecord<>(topic, "old", new byte[] {1}))
                        .get();
            }
        }
        try (Link link = link()) {
            assertThat(ask(link).await()).isPresent();
            assertThat(link.ignored()).isZero();
        }
    }

    @Test
    void storesAnEventForGood() {
        try (Link link = link()) {
            Posted posted = link.publish("slot-1", origin -> new CardEvent.CardRemoved(origin, session, CARD));
            assertThat(posted.arrivesWithin(PATIENCE)).isTrue();
        }
    }

    @Test
    void cannotRunWithoutABroker() {
        Kafka nowhere = new Kafka("localhost:1", Map.of("default.api.timeout.ms", 500));
        assertThatExceptionOfType(CannotRun.class)
                .isThrownBy(() -> KafkaBroker.open(nowhere, "agent-1", Duration.ofMillis(500)))
                .withMessageStartingWith("no Kafka broker can be used at localhost:1");
    }

    @Test
    void cannotRunWithWhatIsNoBroker() throws IOException {
        try (NoBroker other = new NoBroker()) {
            assertThatExceptionOfType(CannotRun.class)
                    .isThrownBy(() -> KafkaBroker.open(other.asKafka(), "agent-1", PATIENCE))
                    .withMessageContaining("what answers there is no Kafka");
        }
    }
}
