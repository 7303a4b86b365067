package org.cardroom.processor.provisioning;

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
import org.cardroom.events.secret.KeyCheckValue;
import org.cardroom.events.secret.KeyAlgorithm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which request a card gets. */
class MatchingTest {
    private static final String SHORT = "0011223344556677";
    private static final String LONG = "00112233445566778899AABBCCDDEEFF";

    private final Desk desk = new Desk();
    private final ProfileTemplate gids = desk.gids("t", true, UserPinOption.RANDOMIZED);
    private int cards;

    @AfterEach
    void close() {
        desk.close();
    }

    private CardId card() {
        return new CardId(String.format("%032X", ++cards));
    }

    private UUID boundAt(FakeAgent agent, CardEvent.CardInserted event) {
        desk.feed(agent, event);
        return desk.card(event.card()).request();
    }

    private UUID bound(CardId card) {
        return boundAt(desk.agent, desk.agent.insert(CardKind.GIDS, card, SHORT));
    }

    private ProfileTemplate aes() {
        KeyCheckValue kcv = AdminKey.of(KeyAlgorithm.AES_192, Hex.bytes("0102030405060708".repeat(3)))
                .kcv();
        InitialKeyRef initial = new InitialKeyRef("factory-aes-192", kcv, null);
        return new ProfileTemplate(
                "aes", CardKind.PIV, KeyAlgorithm.AES_192, initial, true, UserPinOption.RANDOMIZED, null, "factory");
    }

    @Test
    void theOneThatNamesItFirst() {
        CardId card = card();
        desk.request(gids, null, null, 9);
        UUID named = desk.request(gids, card, null, 0);
        assertThat(bound(card)).isEqualTo(named);
    }

    @Test
    void thenTheHighestPriorityAndThenTheOldest() {
        UUID second = desk.request(gids, null, null, 1);
        UUID third = desk.request(gids, null, null, 1);
        UUID first = desk.request(gids, null, null, 2);
        UUID last = desk.request(gids, null, null, 0);
        assertThat(List.of(bound(card()), bound(card()), bound(card()), bound(card())))
                .containsExactly(first, second, third, last);
    }

    @Test
    void oneWhoseKeysAreHeldHere() {
        InitialKeyRef vendors = new InitialKeyRef("vendor", new KeyCheckValue("B073DC"), null);
        ProfileTemplate unusable =
                new ProfileTemplate("v", CardKind.GIDS, KeyAlgorithm.TDES, vendors, true, UserPinOption.NONE, null, null);
        desk.request(unusable, null, null, 9);
        UUID served = desk.request(desk.gids("t", true, UserPinOption.NONE));
        desk.told(desk.agent.insert(CardKind.GIDS, new CardId("01".repeat(16)), "0011223344556677"));
        CardId card = new CardId("02".repeat(16));
        desk.told(desk.agent.insert(CardKind.GIDS, card, "0011223344556677"));
        assertThat(desk.card(card).request()).isEqualTo(served);
    }

    @Test
    void oneOfItsStationOnly() {
        UUID south = desk.request(gids, null, "south", 9);
        UUID any = desk.request(gids, null, null, 0);
        FakeAgent agent = desk.enrolled("agent-2", "south");
        assertThat(bound(card())).isEqualTo(any);
        assertThat(boundAt(agent, agent.insert(CardKind.GIDS, card(), SHORT))).isEqualTo(south);
    }

    @Test
    void nothingOfAStationWhereTheAgentHasNone() {
        desk.request(gids, null, "south", 0);
        FakeAgent nowhere = desk.enrolled("agent-2");
        CardEvent.CardInserted event = nowhere.insert(CardKind.GIDS, card(), SHORT);
        desk.feed(nowhere, event);
        assertThat(desk.rows("card")).isEmpty();
    }

    @Test
    void oneOfItsAlgorithmOnly() {
        UUID aes = desk.request(aes(), null, null, 9);
        UUID tdes = desk.request(desk.piv("p"));
        FakeAgent agent = desk.agent;
        assertThat(boundAt(agent, agent.insert(CardKind.PIV, KeyAlgorithm.TDES, card(), SHORT)))
                .isEqualTo(tdes);
        assertThat(boundAt(agent, agent.insert(CardKind.PIV, KeyAlgorithm.AES_192, card(), LONG)))
                .isEqualTo(aes);
    }

    /** A card that does not tell its algorithm shows by its challenge whether it is 3DES. */
    @Test
    void oneThatItsChallengeFits() {
        desk.request(aes(), null, null, 9);
        UUID tdes = desk.request(desk.piv("p"));
        assertThat(boundAt(desk.agent, desk.agent.insert(CardKind.PIV, null, card(), SHORT)))
                .isEqualTo(tdes);
    }

    @Test
    void itsOwnAmongManyThatOverlap() {
        List<CardEvent> events = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            desk.request(desk.piv("p"));
            events.add(desk.agent.insert(CardKind.PIV, i % 2 == 0 ? null : KeyAlgorithm.TDES, card(), SHORT));
        }
        desk.feed(desk.agent, events.toArray(CardEvent[]::new));
        assertThat(requests()).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void itsOwnAmongTwoProcessors() throws Exception {
        for (int i = 0; i < 100; i++) {
            desk.request(gids);
        }
        CyclicBarrier start = new CyclicBarrier(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        List<Future<Void>> both = threads.invokeAll(List.of(polls(1, start), polls(2, start)));
        threads.shutdown();
        for (Future<Void> one : both) {
            one.get();
        }
        assertThat(requests()).hasSize(100).doesNotHaveDuplicates();
        assertThat(desk.published()).hasSize(100);
    }

    /** Ten polls of five cards each on one partition. */
    private Callable<Void> polls(int partition, CyclicBarrier start) {
        EventWriter writer = desk.writer("processor-" + partition);
        List<List<ConsumerRecord<String, byte[]>>> polls = new ArrayList<>();
        for (int poll = 0; poll < 10; poll++) {
            int first = poll * 5;
            polls.add(Stream.iterate(first, i -> i + 1)
                    .limit(5)
                    .map(i -> desk.agent.record(partition, i, desk.agent.insert(CardKind.GIDS, card(), SHORT)))
                    .toList());
        }
        return () -> {
            start.await();
            polls.forEach(poll -> desk.feed(writer, new Poll(poll, Set.of(partition), Set.of())));
            return null;
        };
    }

    private List<String> requests() {
        List<String> bound = new ArrayList<>();
        for (String row : desk.rows("card")) {
            bound.add(row.replaceAll(".*\"request\": \"([^\"]*)\".*", "$1"));
        }
        assertThat(new HashSet<>(bound)).hasSameSizeAs(bound);
        return bound;
    }
}
