package org.cardroom.agent.card;

import javax.smartcardio.Card;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches one card until it leaves. A reader alone does not do: a card that is changed for another between two looks
 * would pass for the same.
 */
public final class CardRemovalWatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CardRemovalWatcher.class);

    private final @Nullable Card card;

    private CardRemovalWatcher(@Nullable Card card) {
        this.card = card;
    }

    /** A card that cannot be connected is taken for the same until its reader is empty. */
    public static CardRemovalWatcher watch(CardTerminal terminal) {
        try {
            return new CardRemovalWatcher(terminal.connect("*"));
        } catch (CardException e) {
            LOG.debug("a card that cannot be watched: {}", e.getMessage());
            return new CardRemovalWatcher(null);
        }
    }

    /** Whether it is still the card that it was. */
    public boolean isSameCard() {
        if (card == null) {
            return true;
        }
        try {
            card.beginExclusive();
            card.endExclusive();
            return true;
        } catch (CardException | IllegalStateException e) {
            LOG.debug("the card left: {}", e.getMessage());
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
