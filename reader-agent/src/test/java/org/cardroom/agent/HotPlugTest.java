package org.cardroom.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.cardroom.agent.journal.WriteJournal;
import org.cardroom.events.client.InstructionClient;
import org.cardroom.events.client.ScriptedProcessors;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.SlotState;
import org.cardroom.lab.cards.NewCard;
import org.cardroom.lab.cards.VirtualCard;
import org.cardroom.lab.cards.VirtualReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers that come and go, and those that fail too often. */
class HotPlugTest {
    @TempDir
    private Path folder;

    private final ScriptedProcessors processors = new ScriptedProcessors(new Issuing());
    private final PluggedReaders readers = new PluggedReaders();
    private final List<SlotObserver.Shown> shown = new CopyOnWriteArrayList<>();
    private final List<String> said = new CopyOnWriteArrayList<>();

    private final SlotObserver observer = new SlotObserver() {
        @Override
        public void shows(Shown now) {
            shown.add(now);
        }

        @Override
        public void says(String line) {
            said.add(line);
        }
    };

    private Agent start() {
        InstructionClient client = processors.connectClient(TestRoom.SHORT.answer());
        WriteJournal journal = WriteJournal.at(folder.resolve("journal"));
        return Agent.start(client, journal, readers, observer, TestRoom.SHORT, 3);
    }

    private void awaitShown(Predicate<SlotObserver.Shown> what) {
        await().atMost(Duration.ofSeconds(20)).until(() -> shown.stream().anyMatch(what));
    }

    private void awaitShown(SlotState state) {
        awaitShown(now -> now.state() == state);
    }

    private static VirtualReader reader() {
        return new VirtualReader("X", Duration.ZERO);
    }

    @Test
    void servesAReaderThatComesLater() {
        VirtualCard card = NewCard.gids().make();
        VirtualReader reader = reader();
        try (Agent agent = start()) {
            assertThat(agent.slots()).isZero();
            assertThat(said).containsExactly("no reader is there: waiting for one");
            readers.plug("slot-1", "X 00", reader);
            reader.insert(card);
            awaitShown(SlotState.REMOVE_ISSUED);
        }
        Proof.of(card).isIssued();
    }

    @Test
    void waitsForAReaderThatGoes() {
        VirtualReader first = reader();
        readers.plug("slot-1", "X 00", first);
        try (Agent agent = start()) {
            awaitShown(SlotState.INSERT);
            readers.unplug("slot-1");
            first.unplug();
            awaitShown(now -> "the reader is not there".equals(now.reason()));
            VirtualReader second = reader();
            second.insert(NewCard.piv().make());
            readers.plug("slot-1", "X 01", second);
            awaitShown(SlotState.REMOVE_ISSUED);
            assertThat(agent.slots()).isOne();
        }
    }

    @Test
    void waitsForPcscThatIsAway() {
        readers.away(true);
        try (Agent agent = start()) {
            assertThat(agent.slots()).isZero();
            assertThat(said).containsExactly("PC/SC is away. Waiting for it");
            readers.plug("slot-1", "X 00", reader());
            readers.away(false);
            awaitShown(SlotState.INSERT);
        }
    }

    @Test
    void looksAgainWhereTheReadersCannotBeListed() {
        readers.confused(true);
        try (Agent agent = start()) {
            assertThat(agent.slots()).isZero();
            assertThat(said).singleElement().asString().startsWith("the readers cannot be listed (");
            readers.plug("slot-1", "X 00", reader());
            readers.confused(false);
            awaitShown(SlotState.INSERT);
        }
    }

    @Test
    void endsWithAReaderWhoseDriverDoesNotNotice() {
        readers.plug("slot-1", "X 00", reader());
        try (Agent agent = start()) {
            awaitShown(SlotState.INSERT);
            readers.unplug("slot-1");
            await().until(() -> agent.slots() == 0);
        }
    }

    @Test
    void quarantinesAReaderThatFailsAgainAndAgain() {
        readers.plug("slot-1", "X 00", new LooseReader());
        try (Agent agent = start()) {
            awaitShown(SlotState.QUARANTINED);
            assertThat(agent.slots()).isOne();
        }
        assertThat(shown).last().satisfies(last -> assertThat(last.reason())
                .isEqualTo("the reader failed 3 times in a row: plug the reader out and in again, or change it"));
        assertThat(processors.events(CardEvent.SlotStatusChanged.class))
                .anyMatch(status -> status.state() == SlotState.QUARANTINED);
    }

    @Test
    void servesAQuarantinedReaderOnceItIsPluggedInAgain() {
        readers.plug("slot-1", "X 00", new LooseReader());
        try (Agent agent = start()) {
            awaitShown(SlotState.QUARANTINED);
            readers.unplug("slot-1");
            await().until(() -> agent.slots() == 0);
            readers.plug("slot-1", "X 00", reader());
            awaitShown(SlotState.INSERT);
        }
    }

    @Test
    void quarantinesAReaderThatCannotTalkToItsCards() {
        LooseReader reader = new LooseReader(NewCard.gids().make());
        readers.plug("slot-1", "X 00", reader);
        try (Agent agent = start()) {
            for (int broken = 1; broken <= 3; broken++) {
                int before = broken;
                await().until(() -> count(SlotState.REMOVE_FAILED) == before);
                reader.takeOut();
                await().until(() -> count(SlotState.INSERT) > before || count(SlotState.QUARANTINED) == 1);
                reader.putIn();
            }
            awaitShown(SlotState.QUARANTINED);
            assertThat(agent.slots()).isOne();
        }
        assertThat(shown).last().satisfies(last -> assertThat(last.reason())
                .startsWith("cards could not be talked to"));
    }

    @Test
    void quarantinesNoReaderForCardsThatAreRefused() {
        VirtualReader reader = reader();
        readers.plug("slot-1", "X 00", reader);
        try (Agent agent = start()) {
            for (int refused = 1; refused <= 4; refused++) {
                int before = refused;
                awaitEmpty(reader);
                reader.insert(NewCard.gids().blank().atr("3B0" + refused).make());
                await().until(() -> count(SlotState.REMOVE_FAILED) == before);
                reader.remove();
            }
            assertThat(agent.slots()).isOne();
        }
        assertThat(count(SlotState.QUARANTINED)).isZero();
    }

    private void awaitEmpty(VirtualReader reader) {
        await().until(() -> !reader.isCardPresent()
                && !shown.isEmpty()
                && shown.get(shown.size() - 1).state() == SlotState.INSERT);
    }

    private long count(SlotState state) {
        return shown.stream().filter(now -> now.state() == state).count();
    }
}
