package org.cardroom.agent.slot;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.cardroom.agent.config.AgentTimeouts;
import org.cardroom.agent.display.SlotObserver.SlotStatus;
import org.cardroom.agent.journal.WriteJournal;
import org.cardroom.agent.reader.PcscReaderSource;
import org.cardroom.agent.reader.SlotRules;
import org.cardroom.agent.session.BlankCardScript;
import org.cardroom.events.client.ScriptedProcessors;
import org.cardroom.events.message.SlotState;
import org.cardroom.testkit.card.VirtualCard;
import org.cardroom.testkit.pcsc.ExternalCardTools;
import org.cardroom.testkit.pcsc.VirtualPcscd;
import org.cardroom.testkit.pcsc.VpcdSlot;

/** One agent over a real PC/SC service with virtual readers, and processors in memory. */
final class PcscAgentFixture implements AutoCloseable {
    private static final AgentTimeouts PATIENCE =
            new AgentTimeouts(Duration.ofSeconds(4), Duration.ofMillis(200), Duration.ofMillis(50));
    private static final Duration LONG = Duration.ofSeconds(60);

    final VirtualPcscd pcscd;
    final ScriptedProcessors processors = new ScriptedProcessors(new BlankCardScript());
    final List<SlotStatus> shown = new CopyOnWriteArrayList<>();
    private final ReaderAgent agent;

    /** Skips a test on a machine that has no pcscd, unless one is required. */
    static PcscAgentFixture open(Path journal, int readers) throws IOException {
        assumeTrue(ExternalCardTools.checkAvailable(), "no PC/SC");
        return new PcscAgentFixture(journal, VirtualPcscd.startForThisProcess(readers, Duration.ZERO));
    }

    private PcscAgentFixture(Path journal, VirtualPcscd pcscd) {
        this.pcscd = pcscd;
        this.agent = ReaderAgent.start(
                processors.connectClient(PATIENCE.instructionTimeout()),
                WriteJournal.open(journal),
                new PcscReaderSource(Pattern.compile(""), SlotRules.NONE),
                shown::add,
                PATIENCE,
                ReaderAgent.DEFAULT_MAX_FAULTS);
    }

    VpcdSlot slot(int number) {
        return pcscd.slots().get(number);
    }

    /** Puts a card in, and waits for the operator's signal; the card stays. */
    SlotStatus serve(VpcdSlot slot, VirtualCard card) {
        awaitReady(slot);
        int before = shown.size();
        slot.insert(card);
        return awaitEnd(slot, before);
    }

    /** Waits until the slot asks for a card. */
    void awaitReady(VpcdSlot slot) {
        await().atMost(LONG)
                .until(() -> last(slot).filter(SlotState.INSERT::equals).isPresent());
    }

    SlotStatus awaitEnd(VpcdSlot slot, int from) {
        await().atMost(LONG).until(() -> end(slot, from).isPresent());
        return end(slot, from).orElseThrow();
    }

    private Optional<SlotStatus> end(VpcdSlot slot, int from) {
        return shown.stream()
                .skip(from)
                .filter(status -> isAt(slot, status))
                .filter(status ->
                        status.state() == SlotState.REMOVE_ISSUED || status.state() == SlotState.REMOVE_FAILED)
                .findFirst();
    }

    Optional<SlotState> last(VpcdSlot slot) {
        return shown.stream()
                .filter(status -> isAt(slot, status))
                .map(SlotStatus::state)
                .reduce((one, next) -> next);
    }

    private static boolean isAt(VpcdSlot slot, SlotStatus status) {
        return status.slot().equals(slot.readerName().replace(' ', '-'));
    }

    /** Ends the agent; the service and the cards that are in stay. */
    void closeAgent() {
        agent.close();
    }

    @Override
    public void close() {
        agent.close();
        pcscd.close();
    }
}
