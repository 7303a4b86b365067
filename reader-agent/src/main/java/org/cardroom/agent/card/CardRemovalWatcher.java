package org.cardroom.agent.card;

import javax.smartcardio.Card;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Detects the removal of one card. Polling the reader misses a card that is exchanged between two polls. */
public final class CardRemovalWatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CardRemovalWatcher.class);

    private final @Nullable Card card;

    private CardRemovalWatcher(@Nullable Card card) {
        this.card = card;
    }

    /** Starts watching. A card that cannot be connected counts as the same until its reader is empty. */
    public static CardRemovalWatcher watch(CardTerminal terminal) {
        try {
            return new CardRemovalWatcher(terminal.connect("*"));
        } catch (CardException e) {
            LOG.debug("cannot watch the card; error={}", e.getMessage());
            return new CardRemovalWatcher(null);
        }
    }

    /** Returns whether the watched card is still inserted. */
    public boolean isSameCard() {
        if (card == null) {
            return true;
        }
        try {
            card.beginExclusive();
            card.endExclusive();
            return true;
        } catch (CardException | IllegalStateException e) {
            LOG.debug("card removed; error={}", e.getMessage());
            return false;
        }
    }

    @Override
    public void close() {
        if (card != null) {
            ExclusiveCardConnection.disconnect(card, false);
        }
    }
}
