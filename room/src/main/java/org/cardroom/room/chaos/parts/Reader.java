package org.cardroom.room.chaos.parts;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import javax.smartcardio.CardException;
import org.cardroom.lab.cards.VirtualCard;
import org.cardroom.lab.cards.VirtualReader;
import org.jspecify.annotations.Nullable;

/** A virtual reader that tells how far its card's exchange has come. A card that it let go of is written no more. */
final class Reader {
    private final VirtualReader terminal;
    private final BiConsumer<String, String> told;
    private @Nullable Exchange exchange;

    /** @param told what happens, in a word, and more about it */
    Reader(String name, Duration perApdu, BiConsumer<String, String> told) {
        this.terminal = new VirtualReader(name, perApdu);
        this.told = told;
        terminal.tap(this::tapped);
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
                case "before" -> card.pullBefore(command);
                case "inside" -> card.pullInside(command);
                default -> card.pull(command);
            }
        }
        exchange = new Exchange();
        terminal.insert(card);
        told.accept("step", Moment.IDENTIFYING.name());
    }

    synchronized void remove() {
        exchange = null;
        terminal.remove();
        told.accept("removed", "");
    }

    private synchronized byte[] tapped(byte[] command, VirtualReader.Wired card) throws CardException {
        Exchange now = exchange;
        if (now == null) {
            throw new CardException("the card was taken out");
        }
        Moment before = now.moment();
        if (!now.send(command)) {
            told.accept("doubled", "");
        }
        before = tell(now, before);
        try {
            byte[] answer = card.transmit(command);
            now.answered(command);
            tell(now, before);
            return answer;
        } catch (CardException e) {
            exchange = null;
            told.accept("torn", now.moment().name());
            throw e;
        }
    }

    private Moment tell(Exchange now, Moment before) {
        if (now.moment() != before) {
            told.accept("step", now.moment().name());
        }
        return now.moment();
    }
}
