package org.cardroom.agent.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.cardroom.agent.display.SlotObserver;
import org.cardroom.agent.journal.WriteJournal;
import org.cardroom.agent.session.CardStateAssert;
import org.cardroom.agent.session.IssuanceScript;
import org.cardroom.events.client.InstructionClient;
import org.cardroom.events.client.ScriptedProcessors;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.SlotState;
import org.cardroom.testkit.card.VirtualCard;
import org.cardroom.testkit.card.VirtualCardBuilder;
import org.cardroom.testkit.reader.VirtualReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers that are plugged in and out, and readers that are quarantined. */
class ReaderHotPlugTest {
    @TempDir
    private Path folder;

    private final ScriptedProcessors processors = new ScriptedProcessors(new IssuanceScript());
    private final FakeReaderSource readerSource = new FakeReaderSource();
    private final List<SlotObserver.SlotStatus> shown = new CopyOnWriteArrayList<>();
    private final List<String> said = new CopyOnWriteArrayList<>();

    private final SlotObserver observer = new SlotObserver() {
        @Override
        public void statusChanged(SlotStatus now) {
            shown.add(now);
        }

        @Override
        public void agentMessage(String line) {
            said.add(line);
        }
    };

    private ReaderAgent start() {
        InstructionClient client = processors.connectClient(AgentFixture.SHORT_TIMEOUTS.instructionTimeout());
        WriteJournal journal = WriteJournal.open(folder.resolve("journal"));
        return ReaderAgent.start(client, journal, readerSource, observer, AgentFixture.SHORT_TIMEOUTS, 3);
    }

    private void awaitShown(Predicate<SlotObserver.SlotStatus> what) {
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
        VirtualCard card = VirtualCardBuilder.gids().build();
        VirtualReader reader = reader();
        try (ReaderAgent agent = start()) {
            assertThat(agent.slotCount()).isZero();
            assertThat(said).containsExactly("no reader is connected: waiting for one");
            readerSource.plug("slot-1", "X 00", reader);
            reader.insert(card);
            awaitShown(SlotState.REMOVE_ISSUED);
        }
        CardStateAssert.of(card).isIssued();
    }

    @Test
    void waitsForAReaderThatGoes() {
        VirtualReader first = reader();
        readerSource.plug("slot-1", "X 00", first);
        try (ReaderAgent agent = start()) {
            awaitShown(SlotState.INSERT);
            readerSource.unplug("slot-1");
            first.unplug();
            awaitShown(now -> "the reader is disconnected".equals(now.reason()));
            VirtualReader second = reader();
            second.insert(VirtualCardBuilder.piv().build());
            readerSource.plug("slot-1", "X 01", second);
            awaitShown(SlotState.REMOVE_ISSUED);
            assertThat(agent.slotCount()).isOne();
        }
    }

    @Test
    void waitsForPcscThatIsAway() {
        readerSource.setServiceAway(true);
        try (ReaderAgent agent = start()) {
            assertThat(agent.slotCount()).isZero();
            assertThat(said).containsExactly("PC/SC is away. Waiting for it");
            readerSource.plug("slot-1", "X 00", reader());
            readerSource.setServiceAway(false);
            awaitShown(SlotState.INSERT);
        }
    }

    @Test
    void looksAgainWhereTheReadersCannotBeListed() {
        readerSource.setDriverFailing(true);
        try (ReaderAgent agent = start()) {
            assertThat(agent.slotCount()).isZero();
            assertThat(said).singleElement().asString().startsWith("cannot list the readers (");
            readerSource.plug("slot-1", "X 00", reader());
            readerSource.setDriverFailing(false);
            awaitShown(SlotState.INSERT);
        }
    }

    @Test
    void endsWithAReaderWhoseDriverDoesNotNotice() {
        readerSource.plug("slot-1", "X 00", reader());
        try (ReaderAgent agent = start()) {
            awaitShown(SlotState.INSERT);
            readerSource.unplug("slot-1");
            await().until(() -> agent.slotCount() == 0);
        }
    }

    @Test
    void quarantinesAReaderThatFailsAgainAndAgain() {
        readerSource.plug("slot-1", "X 00", new BadContactReader());
        try (ReaderAgent agent = start()) {
            awaitShown(SlotState.QUARANTINED);
            assertThat(agent.slotCount()).isOne();
        }
        assertThat(shown).last().satisfies(last -> assertThat(last.reason())
                .isEqualTo(
                        "the reader failed 3 times in a row: unplug the reader and plug it in again, or replace it"));
        assertThat(processors.events(CardEvent.SlotStatusChanged.class))
                .anyMatch(status -> status.state() == SlotState.QUARANTINED);
    }

    @Test
    void servesAQuarantinedReaderOnceItIsPluggedInAgain() {
        readerSource.plug("slot-1", "X 00", new BadContactReader());
        try (ReaderAgent agent = start()) {
            awaitShown(SlotState.QUARANTINED);
            readerSource.unplug("slot-1");
            await().until(() -> agent.slotCount() == 0);
            readerSource.plug("slot-1", "X 00", reader());
            awaitShown(SlotState.INSERT);
        }
    }

    @Test
    void quarantinesAReaderThatCannotTalkToItsCards() {
        BadContactReader reader = new BadContactReader(VirtualCardBuilder.gids().build());
        readerSource.plug("slot-1", "X 00", reader);
        try (ReaderAgent agent = start()) {
            for (int broken = 1; broken <= 3; broken++) {
                int before = broken;
                await().until(() -> count(SlotState.REMOVE_FAILED) == before);
                reader.takeOut();
                await().until(() -> count(SlotState.INSERT) > before || count(SlotState.QUARANTINED) == 1);
                reader.putIn();
            }
            awaitShown(SlotState.QUARANTINED);
            assertThat(agent.slotCount()).isOne();
        }
        assertThat(shown).last().satisfies(last -> assertThat(last.reason())
                .startsWith("communication with cards failed"));
    }

    @Test
    void quarantinesNoReaderForCardsThatAreRefused() {
        VirtualReader reader = reader();
        readerSource.plug("slot-1", "X 00", reader);
        try (ReaderAgent agent = start()) {
            for (int refused = 1; refused <= 4; refused++) {
                int before = refused;
                awaitEmpty(reader);
                reader.insert(
                        VirtualCardBuilder.gids().blank().atr("3B0" + refused).build());
                await().until(() -> count(SlotState.REMOVE_FAILED) == before);
                reader.remove();
            }
            assertThat(agent.slotCount()).isOne();
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
