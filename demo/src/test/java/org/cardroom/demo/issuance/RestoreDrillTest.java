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
 * The drill: a backup, cards issued, the backup put back, restore, every card put in again. With
 * {@code -Dcardroom.drill.cards=1000} it is as large as in a real room.
 */
@Tag("long")
class RestoreDrillTest {
    private static final int CARDS = Integer.getInteger("cardroom.drill.cards", 120);
    private static final int READERS = 8;
    private static final int TRIES = 3;
    private static final CardType[] WARES = CardType.values();

    @TempDir
    Path folder;

    private final String database = TestServers.shared().createDatabase();
    private final List<VirtualCard> cards = new ArrayList<>();
    private final ExecutorService hands = Executors.newFixedThreadPool(READERS);

    /** Every other request names its card. */
    private void order(IssuanceFixture fixture) {
        for (int i = 0; i < CARDS; i++) {
            CardType type = WARES[i % WARES.length];
            VirtualCard card = type.newCard().adminTries(TRIES).build();
            fixture.createRequest(type, i % 2 == 0 ? new CardId(card.id()) : null);
            cards.add(card);
        }
    }

    /** Puts these in, each once. */
    private List<SlotState> serve(IssuanceFixture fixture, List<VirtualCard> which) throws Exception {
        try (OperatorFixture here = new OperatorFixture(fixture.enrolAgent("here"), READERS)) {
            List<Future<SlotState>> served = which.stream()
                    .map(card -> hands.submit(() -> here.serve(card).state()))
                    .toList();
            List<SlotState> states = new ArrayList<>();
            for (Future<SlotState> one : served) {
                states.add(one.get());
            }
            return states;
        }
    }

    /** Those that are torn out, in turn at each command there is. */
    private List<VirtualCard> torn(int from, int step) {
        List<VirtualCard> torn = new ArrayList<>();
        for (int i = from; i < cards.size(); i += step) {
            CardType type = WARES[i % WARES.length];
            cards.get(i).tearAfter(1 + i / step % type.commands);
            torn.add(cards.get(i));
        }
        return torn;
    }

    private RestoreReport restored(String backup) {
        try (Database store = Database.open(backup, null, null)) {
            KafkaClients kafka = new KafkaClients(TestServers.shared().bootstrap(), Map.of());
            return new DatabaseRestore(store, kafka, Clock.systemUTC()).run(false);
        }
    }

    private String issuedAfterTheBackup() throws Exception {
        try (IssuanceFixture fixture = new IssuanceFixture(folder, database)) {
            order(fixture);
            serve(fixture, torn(0, 8));
        }
        String backup = TestServers.shared().copyDatabase(database);
        try (IssuanceFixture fixture = new IssuanceFixture(folder, database)) {
            cards.forEach(card -> card.tearAfter(IssuanceFixture.AFTER_ALL_COMMANDS));
            torn(1, 5);
            serve(fixture, cards);
            cards.forEach(card -> card.tearAfter(IssuanceFixture.AFTER_ALL_COMMANDS));
        }
        return backup;
    }

    @Test
    void losesAndLocksNoCardToAnOlderBackup() throws Exception {
        String backup = issuedAfterTheBackup();
        assertThatThrownBy(() -> new IssuanceFixture(folder, backup))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("./cardroom restore");
        long began = System.nanoTime();
        RestoreReport report = restored(backup);
        long took = Duration.ofNanos(System.nanoTime() - began).toMillis();
        assertThat(report.quarantinedCount()).isZero();
        try (IssuanceFixture fixture = new IssuanceFixture(folder, backup)) {
            assertThat(serve(fixture, cards)).containsOnly(SlotState.REMOVE_ISSUED);
            cards.forEach(card -> assertWhole(fixture, card));
        } finally {
            hands.shutdownNow();
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

    private static void assertWhole(IssuanceFixture fixture, VirtualCard card) {
        assertThat(card.isLocked()).isFalse();
        assertThat(card.keyWrites()).as("key writes").isOne();
        assertThat(fixture.verifies(card)).as("key and PIN").isTrue();
    }
}
