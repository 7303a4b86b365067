package org.cardroom.chaos.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import javax.smartcardio.CardException;
import org.cardroom.testkit.card.VirtualCard;
import org.cardroom.testkit.reader.VirtualReader;
import org.jspecify.annotations.Nullable;

/** A virtual reader that reports the phase of its card. After a removal the card receives no commands. Thread-safe. */
final class InstrumentedReader {
    private final VirtualReader terminal;
    private final BiConsumer<String, String> listener;
    private @Nullable ApduPhaseTracker tracker;

    /** @param listener receives the name of an event and its detail */
    InstrumentedReader(String name, Duration perApdu, BiConsumer<String, String> listener) {
        this.terminal = new VirtualReader(name, perApdu);
        this.listener = listener;
        terminal.intercept(this::transmit);
    }

    VirtualReader terminal() {
        return terminal;
    }

    /** Inserts the card of this file; with a command number and a position, it is removed there. */
    synchronized void insert(Path file, List<String> tear) {
        VirtualCard card = VirtualCard.load(file);
        if (!tear.isEmpty()) {
            int command = Integer.parseInt(tear.get(0));
            switch (tear.get(1)) {
                case "before" -> card.tearBefore(command);
                case "inside" -> card.tearDuring(command);
                default -> card.tearAfter(command);
            }
        }
        tracker = new ApduPhaseTracker();
        terminal.insert(card);
        listener.accept("step", ExchangePhase.IDENTIFYING.name());
    }

    synchronized void remove() {
        tracker = null;
        terminal.remove();
        listener.accept("removed", "");
    }

    private synchronized byte[] transmit(byte[] command, VirtualReader.ApduTarget card) throws CardException {
        ApduPhaseTracker now = tracker;
        if (now == null) {
            throw new CardException("the card was removed");
        }
        ExchangePhase before = now.phase();
        if (!now.beforeCommand(command)) {
            listener.accept("doubled", "");
        }
        before = reportPhase(now, before);
        try {
            byte[] answer = card.transmit(command);
            now.afterResponse(command);
            reportPhase(now, before);
            return answer;
        } catch (CardException e) {
            tracker = null;
            listener.accept("torn", now.phase().name());
            throw e;
        }
    }

    private ExchangePhase reportPhase(ApduPhaseTracker now, ExchangePhase before) {
        if (now.phase() != before) {
            listener.accept("step", now.phase().name());
        }
        return now.phase();
    }
}
