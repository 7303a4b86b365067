package org.cardroom.agent.card;

import javax.smartcardio.Card;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import org.cardroom.agent.apdu.ApduTransport;
import org.cardroom.events.card.Atr;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An exclusive connection to a card, for one thread. Closing it resets the card, which ends every authentication. */
public final class ExclusiveCardConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ExclusiveCardConnection.class);

    private final Card card;
    private final Atr atr;

    private ExclusiveCardConnection(Card card, Atr atr) {
        this.card = card;
        this.atr = atr;
    }

    /** Connects the card in this reader; fails if there is no card or it does not answer. */
    public static ExclusiveCardConnection open(CardTerminal terminal) throws CardException {
        Card card = terminal.connect("*");
        try {
            card.beginExclusive();
            return new ExclusiveCardConnection(card, Atr.of(card.getATR().getBytes()));
        } catch (CardException e) {
            disconnect(card, false);
            throw e;
        } catch (IllegalArgumentException e) {
            disconnect(card, true);
            throw new CardException("the card has no ATR", e);
        }
    }

    public Atr atr() {
        return atr;
    }

    public ApduTransport transport() {
        ApduTransport transport = card.getBasicChannel()::transmit;
        return card.getProtocol().equals("T=0") ? transport.overT0() : transport;
    }

    @Override
    public void close() {
        try {
            card.endExclusive();
        } catch (CardException | IllegalStateException e) {
            LOG.debug("card removed before release; error={}", e.getMessage());
        }
        disconnect(card, true);
    }

    /** Disconnects a card. This fails if the card was removed, and is not needed then. */
    static void disconnect(Card card, boolean reset) {
        try {
            card.disconnect(reset);
        } catch (CardException | IllegalStateException e) {
            LOG.debug("card removed before disconnection; error={}", e.getMessage());
        }
    }
}
