package org.cardroom.agent.slot;

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
import org.cardroom.agent.display.SlotObserver;
import org.cardroom.agent.journal.WriteJournal;
import org.cardroom.agent.reader.ReaderSource;
import org.cardroom.agent.session.CardStateAssert;
import org.cardroom.agent.session.IssuanceScript;
import org.cardroom.events.client.ScriptedProcessors;
import org.cardroom.events.message.SlotState;
import org.cardroom.testkit.card.VirtualCard;
import org.cardroom.testkit.card.VirtualCardBuilder;
import org.cardroom.testkit.reader.VirtualReader;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A reader that is unplugged with its card during issuance, and another one that is plugged in. */
class ReaderUnpluggedTest {
    private static final int COMMANDS = 11;

    @TempDir
    private Path folder;

    private final ScriptedProcessors processors = new ScriptedProcessors(new IssuanceScript());
    private final List<SlotObserver.SlotStatus> shown = new CopyOnWriteArrayList<>();
    private volatile VirtualReader reader = new VirtualReader("first", Duration.ZERO);

    static IntStream commands() {
        return IntStream.rangeClosed(1, COMMANDS);
    }

    private ReaderAgent start() {
        return ReaderAgent.start(
                processors.connectClient(AgentFixture.SHORT_TIMEOUTS.instructionTimeout()),
                WriteJournal.open(folder.resolve("journal")),
                ReaderSource.fixed(Map.of("slot-1", () -> reader)),
                shown::add,
                AgentFixture.SHORT_TIMEOUTS,
                0);
    }

    private void awaitShown(SlotState state) {
        await().pollInterval(Duration.ofMillis(1))
                .atMost(Duration.ofSeconds(20))
                .until(() -> shown.stream().anyMatch(status -> status.state() == state));
    }

    private void unplugAt(int command) {
        VirtualReader now = reader;
        AtomicInteger left = new AtomicInteger(command);
        now.intercept((bytes, card) -> {
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
        VirtualCard card = VirtualCardBuilder.gids().adminTries(2).build();
        unplugAt(command);
        try (ReaderAgent agent = start()) {
            assertThat(agent.slotCount()).isOne();
            reader.insert(card);
            awaitShown(SlotState.FAULT);
            VirtualReader next = new VirtualReader("second", Duration.ZERO);
            next.insert(card);
            reader = next;
            awaitShown(SlotState.REMOVE_ISSUED);
        }
        CardStateAssert.of(card).isIssued();
        assertThat(card.keyWrites()).isOne();
    }
}
