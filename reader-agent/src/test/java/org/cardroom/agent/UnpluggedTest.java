package org.cardroom.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.smartcardio.CardException;
import org.cardroom.agent.journal.WriteJournal;
import org.cardroom.agent.reader.Readers;
import org.cardroom.events.client.ScriptedProcessors;
import org.cardroom.events.message.SlotState;
import org.cardroom.lab.cards.NewCard;
import org.cardroom.lab.cards.VirtualCard;
import org.cardroom.lab.cards.VirtualReader;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A reader that is unplugged in the middle, with its card, and another one plugged in. */
class UnpluggedTest {
    private static final int COMMANDS = 11;

    @TempDir
    private Path folder;

    private final ScriptedProcessors processors = new ScriptedProcessors(new Issuing());
    private final List<SlotObserver.Shown> shown = new CopyOnWriteArrayList<>();
    private volatile VirtualReader reader = new VirtualReader("first", Duration.ZERO);

    static IntStream commands() {
        return IntStream.rangeClosed(1, COMMANDS);
    }

    private Agent start() {
        return Agent.start(
                processors.connectClient(TestRoom.SHORT.answer()),
                WriteJournal.at(folder.resolve("journal")),
                Readers.fixed(Map.of("slot-1", () -> reader)),
                shown::add,
                TestRoom.SHORT,
                0);
    }

    private void awaitShown(SlotState state) {
        await().pollInterval(Duration.ofMillis(1))
                .atMost(Duration.ofSeconds(20))
                .until(() -> shown.stream().anyMatch(now -> now.state() == state));
    }

    private void unplugAt(int command) {
        VirtualReader now = reader;
        AtomicInteger left = new AtomicInteger(command);
        now.tap((bytes, card) -> {
            byte[] answer = card.transmit(bytes);
            if (left.decrementAndGet() == 0) {
                now.unplug();
                throw new CardException("unplugged");
            }
            return answer;
        });
    }

    @ParameterizedTest
    @MethodSource("commands")
    void itsCardIsIssuedInTheNext(int command) {
        VirtualCard card = NewCard.gids().adminTries(2).make();
        unplugAt(command);
        try (Agent agent = start()) {
            assertThat(agent.slots()).isOne();
            reader.insert(card);
            awaitShown(SlotState.FAULT);
            VirtualReader next = new VirtualReader("second", Duration.ZERO);
            next.insert(card);
            reader = next;
            awaitShown(SlotState.REMOVE_ISSUED);
        }
        Proof.of(card).isIssued();
        assertThat(card.keyWrites()).isOne();
    }
}
