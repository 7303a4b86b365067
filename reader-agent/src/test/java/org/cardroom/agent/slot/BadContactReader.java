package org.cardroom.agent.slot;

import java.time.Duration;
import javax.smartcardio.Card;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import org.cardroom.testkit.card.VirtualCard;
import org.cardroom.testkit.reader.VirtualReader;
import org.jspecify.annotations.Nullable;

/** A reader with a bad contact: it sees a card but cannot connect it, and without a card it does nothing but fail. */
public final class BadContactReader extends CardTerminal {
    private final VirtualReader reader = new VirtualReader("Loose", Duration.ZERO);
    private final @Nullable VirtualCard card;

    public BadContactReader() {
        this(null);
    }

    public BadContactReader(@Nullable VirtualCard card) {
        this.card = card;
        if (card != null) {
            putIn();
        }
    }

    void takeOut() {
        reader.remove();
    }

    void putIn() {
        reader.insert(card);
    }

    @Override
    public String getName() {
        return reader.getName();
    }

    @Override
    public Card connect(String protocol) throws CardException {
        throw new CardException("no contact");
    }

    @Override
    public boolean isCardPresent() throws CardException {
        return reader.isCardPresent();
    }

    @Override
    public boolean waitForCardPresent(long timeout) throws CardException {
        if (card == null) {
            throw new CardException("the cable is loose");
        }
        return reader.waitForCardPresent(timeout);
    }

    @Override
    public boolean waitForCardAbsent(long timeout) throws CardException {
        return reader.waitForCardAbsent(timeout);
    }
}
