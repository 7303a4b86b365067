package org.cardroom.agent;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.cardroom.agent.SlotObserver.Shown;
import org.cardroom.agent.journal.WriteJournal;
import org.cardroom.agent.reader.PcscReaders;
import org.cardroom.agent.reader.SlotRules;
import org.cardroom.events.client.ScriptedProcessors;
import org.cardroom.events.message.SlotState;
import org.cardroom.lab.cards.VirtualCard;
import org.cardroom.lab.pcsc.PcscSlot;
import org.cardroom.lab.pcsc.Pcscd;
import org.cardroom.lab.pcsc.Witnesses;

/** One agent over a real PC/SC service with virtual readers, and processors in memory. */
final class PcscRoom implements AutoCloseable {
    private static final Patience PATIENCE =
            new Patience(Duration.ofSeconds(4), Duration.ofMillis(200), Duration.ofMillis(50));
    private static final Duration LONG = Duration.ofSeconds(60);

    final Pcscd pcscd;
    final ScriptedProcessors processors = new ScriptedProcessors(new Births());
    final List<Shown> shown = new CopyOnWriteArrayList<>();
    private final Agent agent;

    /** Skips a test on a machine that has no pcscd, unless one is required. */
    static PcscRoom open(Path journal, int readers) throws IOException {
        assumeTrue(Witnesses.canTestify(), "no PC/SC");
        return new PcscRoom(journal, Pcscd.ofThisProcess(readers, Duration.ZERO));
    }

    private PcscRoom(Path journal, Pcscd pcscd) {
        this.pcscd = pcscd;
        this.agent = Agent.start(
                processors.connectClient(PATIENCE.answer()),
                WriteJournal.at(journal),
                new PcscReaders(Pattern.compile(""), SlotRules.NONE),
                shown::add,
                PATIENCE,
                Agent.USUAL_FAULTS);
    }

    PcscSlot slot(int number) {
        return pcscd.slots().get(number);
    }

    /** Puts a card in, and waits for the operator's signal; the card stays. */
    Shown serve(PcscSlot slot, VirtualCard card) {
        awaitReady(slot);
        int before = shown.size();
        slot.insert(card);
        return awaitEnd(slot, before);
    }

    /** Waits until the slot asks for a card. */
    void awaitReady(PcscSlot slot) {
        await().atMost(LONG)
                .until(() -> last(slot).filter(SlotState.INSERT::equals).isPresent());
    }

    Shown awaitEnd(PcscSlot slot, int from) {
        await().atMost(LONG).until(() -> end(slot, from).isPresent());
        return end(slot, from).orElseThrow();
    }

    private Optional<Shown> end(PcscSlot slot, int from) {
        return shown.stream()
                .skip(from)
                .filter(now -> isAt(slot, now))
                .filter(now -> now.state() == SlotState.REMOVE_ISSUED || now.state() == SlotState.REMOVE_FAILED)
                .findFirst();
    }

    Optional<SlotState> last(PcscSlot slot) {
        return shown.stream().filter(now -> isAt(slot, now)).map(Shown::state).reduce((one, next) -> next);
    }

    private static boolean isAt(PcscSlot slot, Shown now) {
        return now.slot().equals(slot.reader().replace(' ', '-'));
    }

    /** Ends the agent; the service and the cards that are in stay. */
    void dismissAgent() {
        agent.close();
    }

    @Override
    public void close() {
        agent.close();
        pcscd.close();
    }
}
