package org.cardroom.processor.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.cardroom.domain.template.InitialKeyRef;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.domain.template.UserPinOption;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.card.Hex;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.events.secret.KeyCheckValue;
import org.cardroom.processor.fixture.FakeAgent;
import org.cardroom.processor.fixture.ProcessorFixture;
import org.cardroom.processor.job.CardEventItemWriter;
import org.cardroom.processor.job.PolledRecords;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which request a card gets. */
class RequestMatchingTest {
    private static final String SHORT = "0011223344556677";
    private static final String LONG = "00112233445566778899AABBCCDDEEFF";

    private final ProcessorFixture processor = new ProcessorFixture();
    private final ProfileTemplate gids = processor.gids("t", true, UserPinOption.RANDOMIZED);
    private int cards;

    @AfterEach
    void close() {
        processor.close();
    }

    private CardId card() {
        return new CardId(String.format("%032X", ++cards));
    }

    private UUID boundAt(FakeAgent agent, CardEvent.CardInserted event) {
        processor.process(agent, event);
        return processor.card(event.card()).request();
    }

    private UUID bound(CardId card) {
        return boundAt(processor.agent, processor.agent.insert(CardKind.GIDS, card, SHORT));
    }

    private ProfileTemplate aes() {
        KeyCheckValue kcv = AdminKey.of(KeyAlgorithm.AES_192, Hex.bytes("0102030405060708".repeat(3)))
                .kcv();
        InitialKeyRef initial = new InitialKeyRef("factory-aes-192", kcv, null);
        return new ProfileTemplate(
                "aes",
                CardKind.PIV,
                KeyAlgorithm.AES_192,
                initial,
                true,
                UserPinOption.RANDOMIZED,
                null,
                "factory",
                null,
                null);
    }

    @Test
    void theOneThatNamesItFirst() {
        CardId card = card();
        processor.request(gids, null, null, 9);
        UUID named = processor.request(gids, card, null, 0);
        assertThat(bound(card)).isEqualTo(named);
    }

    @Test
    void thenTheHighestPriorityAndThenTheOldest() {
        UUID second = processor.request(gids, null, null, 1);
        UUID third = processor.request(gids, null, null, 1);
        UUID first = processor.request(gids, null, null, 2);
        UUID last = processor.request(gids, null, null, 0);
        assertThat(List.of(bound(card()), bound(card()), bound(card()), bound(card())))
                .containsExactly(first, second, third, last);
    }

    @Test
    void oneWhoseKeysAreHeldHere() {
        InitialKeyRef vendors = new InitialKeyRef("vendor", new KeyCheckValue("B073DC"), null);
        ProfileTemplate unusable = new ProfileTemplate(
                "v", CardKind.GIDS, KeyAlgorithm.TDES, vendors, true, UserPinOption.NONE, null, null, null, null);
        processor.request(unusable, null, null, 9);
        UUID served = processor.request(processor.gids("t", true, UserPinOption.NONE));
        processor.processAndGetInstruction(
                processor.agent.insert(CardKind.GIDS, new CardId("01".repeat(16)), "0011223344556677"));
        CardId card = new CardId("02".repeat(16));
        processor.processAndGetInstruction(processor.agent.insert(CardKind.GIDS, card, "0011223344556677"));
        assertThat(processor.card(card).request()).isEqualTo(served);
    }

    @Test
    void oneOfItsStationOnly() {
        UUID south = processor.request(gids, null, "south", 9);
        UUID any = processor.request(gids, null, null, 0);
        FakeAgent agent = processor.enrol("agent-2", "south");
        assertThat(bound(card())).isEqualTo(any);
        assertThat(boundAt(agent, agent.insert(CardKind.GIDS, card(), SHORT))).isEqualTo(south);
    }

    @Test
    void nothingOfAStationWhereTheAgentHasNone() {
        processor.request(gids, null, "south", 0);
        FakeAgent nowhere = processor.enrol("agent-2");
        CardEvent.CardInserted event = nowhere.insert(CardKind.GIDS, card(), SHORT);
        processor.process(nowhere, event);
        assertThat(processor.rows("card")).isEmpty();
    }

    @Test
    void oneOfItsAlgorithmOnly() {
        UUID aes = processor.request(aes(), null, null, 9);
        UUID tdes = processor.request(processor.piv("p"));
        FakeAgent agent = processor.agent;
        assertThat(boundAt(agent, agent.insert(CardKind.PIV, KeyAlgorithm.TDES, card(), SHORT)))
                .isEqualTo(tdes);
        assertThat(boundAt(agent, agent.insert(CardKind.PIV, KeyAlgorithm.AES_192, card(), LONG)))
                .isEqualTo(aes);
    }

    /** A card that does not tell its algorithm shows by its challenge whether it is 3DES. */
    @Test
    void oneThatItsChallengeFits() {
        processor.request(aes(), null, null, 9);
        UUID tdes = processor.request(processor.piv("p"));
        assertThat(boundAt(processor.agent, processor.agent.insert(CardKind.PIV, null, card(), SHORT)))
                .isEqualTo(tdes);
    }

    @Test
    void itsOwnAmongManyThatOverlap() {
        List<CardEvent> events = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            processor.request(processor.piv("p"));
            events.add(processor.agent.insert(CardKind.PIV, i % 2 == 0 ? null : KeyAlgorithm.TDES, card(), SHORT));
        }
        processor.process(processor.agent, events.toArray(CardEvent[]::new));
        assertThat(requests()).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void itsOwnAmongTwoProcessors() throws Exception {
        for (int i = 0; i < 100; i++) {
            processor.request(gids);
        }
        CyclicBarrier start = new CyclicBarrier(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        List<Future<Void>> both = threads.invokeAll(List.of(polls(1, start), polls(2, start)));
        threads.shutdown();
        for (Future<Void> one : both) {
            one.get();
        }
        assertThat(requests()).hasSize(100).doesNotHaveDuplicates();
        assertThat(processor.newlyPublished()).hasSize(100);
    }

    /** Ten polls of five cards each on one partition. */
    private Callable<Void> polls(int partition, CyclicBarrier start) {
        CardEventItemWriter writer = processor.writer("processor-" + partition);
        List<List<ConsumerRecord<String, byte[]>>> polls = new ArrayList<>();
        for (int poll = 0; poll < 10; poll++) {
            int first = poll * 5;
            polls.add(Stream.iterate(first, i -> i + 1)
                    .limit(5)
                    .map(i ->
                            processor.agent.record(partition, i, processor.agent.insert(CardKind.GIDS, card(), SHORT)))
                    .toList());
        }
        return () -> {
            start.await();
            polls.forEach(poll -> processor.process(writer, new PolledRecords(poll, Set.of(partition), Set.of())));
            return null;
        };
    }

    private List<String> requests() {
        List<String> bound = new ArrayList<>();
        for (String row : processor.rows("card")) {
            bound.add(row.replaceAll(".*\"request\": \"([^\"]*)\".*", "$1"));
        }
        assertThat(new HashSet<>(bound)).hasSameSizeAs(bound);
        return bound;
    }
}
