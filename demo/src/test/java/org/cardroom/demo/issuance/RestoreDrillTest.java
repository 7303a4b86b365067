package org.cardroom.demo.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.cardroom.db.Database;
import org.cardroom.demo.issuance.IssuanceFixture.CardType;
import org.cardroom.events.card.CardId;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.kafka.KafkaClients;
import org.cardroom.events.message.SlotState;
import org.cardroom.processor.restore.DatabaseRestore;
import org.cardroom.processor.restore.RestoreReport;
import org.cardroom.testkit.card.VirtualCard;
import org.cardroom.testkit.servers.TestServers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disaster drill: back up, issue cards, put the backup back, restore, insert every card again. The number of cards is set
 * by {@code -Dcardroom.drill.cards}.
 */
@Tag("long")
class RestoreDrillTest {
    private static final int CARDS = Integer.getInteger("cardroom.drill.cards", 120);
    private static final int READERS = 8;
    private static final int TRIES = 3;
    private static final CardType[] CARD_TYPES = CardType.values();

    @TempDir
    Path folder;

    private final String database = IssuanceFixture.createDatabase();
    private final List<VirtualCard> cards = new ArrayList<>();
    private final ExecutorService operators = Executors.newFixedThreadPool(READERS);

    /** Every other request names its card. */
    private void createRequests(IssuanceFixture fixture) {
        for (int i = 0; i < CARDS; i++) {
            CardType type = CARD_TYPES[i % CARD_TYPES.length];
            VirtualCard card = type.newCard().adminTries(TRIES).build();
            fixture.createRequest(type, i % 2 == 0 ? new CardId(card.id()) : null);
            cards.add(card);
        }
    }

    /** Inserts each of these cards once, in several readers at a time. */
    private List<SlotState> insertEach(IssuanceFixture fixture, List<VirtualCard> inserted) throws Exception {
        try (OperatorFixture operator = new OperatorFixture(fixture.enrolAgent("drill"), READERS)) {
            List<Future<SlotState>> results = inserted.stream()
                    .map(card -> operators.submit(() -> operator.serve(card).state()))
                    .toList();
            List<SlotState> states = new ArrayList<>();
            for (Future<SlotState> result : results) {
                states.add(result.get());
            }
            return states;
        }
    }

    /** Cards that are removed during issuance, after a command that differs from card to card. */
    private List<VirtualCard> tearSome(int from, int step) {
        List<VirtualCard> removed = new ArrayList<>();
        for (int i = from; i < cards.size(); i += step) {
            CardType type = CARD_TYPES[i % CARD_TYPES.length];
            cards.get(i).tearAfter(1 + i / step % type.commands);
            removed.add(cards.get(i));
        }
        return removed;
    }

    private RestoreReport restore(String backup) {
        try (Database store = Database.open(backup, null, null)) {
            KafkaClients kafka = new KafkaClients(TestServers.shared().bootstrap(), Map.of());
            return new DatabaseRestore(store, kafka, Clock.systemUTC()).run(false);
        }
    }

    private String backUpThenIssue() throws Exception {
        try (IssuanceFixture fixture = new IssuanceFixture(folder, database)) {
            createRequests(fixture);
            insertEach(fixture, tearSome(0, 8));
        }
        String backup = TestServers.shared().copyDatabase(database);
        try (IssuanceFixture fixture = new IssuanceFixture(folder, database)) {
            cards.forEach(card -> card.tearAfter(IssuanceFixture.AFTER_ALL_COMMANDS));
            tearSome(1, 5);
            insertEach(fixture, cards);
            cards.forEach(card -> card.tearAfter(IssuanceFixture.AFTER_ALL_COMMANDS));
        }
        return backup;
    }

    @Test
    void losesAndLocksNoCardToAnOlderBackup() throws Exception {
        String backup = backUpThenIssue();
        assertThatThrownBy(() -> new IssuanceFixture(folder, backup))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("./cardroom restore");
        long began = System.nanoTime();
        RestoreReport report = restore(backup);
        long took = Duration.ofNanos(System.nanoTime() - began).toMillis();
        assertThat(report.quarantinedCount()).isZero();
        try (IssuanceFixture fixture = new IssuanceFixture(folder, backup)) {
            assertThat(insertEach(fixture, cards)).containsOnly(SlotState.REMOVE_ISSUED);
            cards.forEach(card -> assertIssuedOnce(fixture, card));
        } finally {
            operators.shutdownNow();
        }
        System.out.printf(
                "restored %d cards in %d ms, all %d in %d s again: %s%n",
                report.cards().size(),
                took,
                cards.size(),
                Duration.ofNanos(System.nanoTime() - began).toSeconds(),
                report.cards().stream()
                        .map(RestoreReport.CardLine::description)
                        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting())));
    }

    private static void assertIssuedOnce(IssuanceFixture fixture, VirtualCard card) {
        assertThat(card.isLocked()).isFalse();
        assertThat(card.keyWrites()).as("key writes").isOne();
        assertThat(fixture.verifies(card)).as("key and PIN").isTrue();
    }
}
