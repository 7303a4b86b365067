package org.cardroom.room.demo;

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
import org.cardroom.events.card.CardId;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.message.SlotState;
import org.cardroom.events.kafka.KafkaClients;
import org.cardroom.lab.cards.VirtualCard;
import org.cardroom.lab.servers.Servers;
import org.cardroom.processor.restore.DatabaseRestore;
import org.cardroom.processor.restore.RestoreReport;
import org.cardroom.room.demo.Workshop.Ware;
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
    private static final Ware[] WARES = Ware.values();

    @TempDir
    Path folder;

    private final String database = Servers.shared().freshDatabase();
    private final List<VirtualCard> cards = new ArrayList<>();
    private final ExecutorService hands = Executors.newFixedThreadPool(READERS);

    /** Every other request names its card. */
    private void order(Workshop workshop) {
        for (int i = 0; i < CARDS; i++) {
            Ware ware = WARES[i % WARES.length];
            VirtualCard card = ware.order().adminTries(TRIES).make();
            workshop.order(ware, i % 2 == 0 ? new CardId(card.id()) : null);
            cards.add(card);
        }
    }

    /** Puts these in, each once. */
    private List<SlotState> serve(Workshop workshop, List<VirtualCard> which) throws Exception {
        try (Hands here = new Hands(workshop.enrolled("here"), READERS)) {
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
            Ware ware = WARES[i % WARES.length];
            cards.get(i).pull(1 + i / step % ware.commands);
            torn.add(cards.get(i));
        }
        return torn;
    }

    private RestoreReport restored(String backup) {
        try (Database store = Database.open(backup, null, null)) {
            KafkaClients kafka = new KafkaClients(Servers.shared().bootstrap(), Map.of());
            return new DatabaseRestore(store, kafka, Clock.systemUTC()).run(false);
        }
    }

    private String issuedAfterTheBackup() throws Exception {
        try (Workshop workshop = new Workshop(folder, database)) {
            order(workshop);
            serve(workshop, torn(0, 8));
        }
        String backup = Servers.shared().copyOf(database);
        try (Workshop workshop = new Workshop(folder, database)) {
            cards.forEach(card -> card.pull(Workshop.NEVER));
            torn(1, 5);
            serve(workshop, cards);
            cards.forEach(card -> card.pull(Workshop.NEVER));
        }
        return backup;
    }

    @Test
    void losesAndLocksNoCardToAnOlderBackup() throws Exception {
        String backup = issuedAfterTheBackup();
        assertThatThrownBy(() -> new Workshop(folder, backup))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("./cardroom restore");
        long began = System.nanoTime();
        RestoreReport report = restored(backup);
        long took = Duration.ofNanos(System.nanoTime() - began).toMillis();
        assertThat(report.quarantinedCount()).isZero();
        try (Workshop workshop = new Workshop(folder, backup)) {
            assertThat(serve(workshop, cards)).containsOnly(SlotState.REMOVE_ISSUED);
            cards.forEach(card -> assertWhole(workshop, card));
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

    private static void assertWhole(Workshop workshop, VirtualCard card) {
        assertThat(card.isLocked()).isFalse();
        assertThat(card.keyWrites()).as("key writes").isOne();
        assertThat(workshop.proves(card)).as("key and PIN").isTrue();
    }
}
