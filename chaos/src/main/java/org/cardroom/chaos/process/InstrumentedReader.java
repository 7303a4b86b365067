package org.cardroom.chaos.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import javax.smartcardio.CardException;
import org.cardroom.testkit.card.VirtualCard;
import org.cardroom.testkit.reader.VirtualReader;
import org.jspecify.annotations.Nullable;

/** A virtual reader that tells how far its card's exchange has come. A card that it let go of is written no more. */
final class InstrumentedReader {
    private final VirtualReader terminal;
    private final BiConsumer<String, String> told;
    private @Nullable ApduPhaseTracker tracker;

    /** @param told what happens, in a word, and more about it */
    InstrumentedReader(String name, Duration perApdu, BiConsumer<String, String> told) {
        this.terminal = new VirtualReader(name, perApdu);
        this.told = told;
        terminal.intercept(this::tapped);
    }

    VirtualReader terminal() {
        return terminal;
    }

    /** Puts the card of this file in; with a number and a word it is torn out at that command. */
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
        told.accept("step", ExchangePhase.IDENTIFYING.name());
    }

    synchronized void remove() {
        tracker = null;
        terminal.remove();
        told.accept("removed", "");
    }

    private synchronized byte[] tapped(byte[] command, VirtualReader.ApduTarget card) throws CardException {
        ApduPhaseTracker now = tracker;
        if (now == null) {
            throw new CardException("the card was taken out");
        }
        ExchangePhase before = now.phase();
        if (!now.beforeCommand(command)) {
            told.accept("doubled", "");
        }
        before = tell(now, before);
        try {
            byte[] answer = card.transmit(command);
            now.afterResponse(command);
            tell(now, before);
            return answer;
        } catch (CardException e) {
            tracker = null;
            told.accept("torn", now.phase().name());
            throw e;
        }
    }

    private ExchangePhase tell(ApduPhaseTracker now, ExchangePhase before) {
        if (now.phase() != before) {
            told.accept("step", now.phase().name());
        }
        return now.phase();
    }
}
