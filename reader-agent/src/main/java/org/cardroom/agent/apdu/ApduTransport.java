package org.cardroom.agent.apdu;

import java.nio.ByteBuffer;
import javax.smartcardio.CardException;

/** Exchanges APDUs with a card, like {@code CardChannel::transmit}. It retries nothing and is not thread-safe. */
@FunctionalInterface
public interface ApduTransport {
    /**
     * Sends and waits for the response.
     * @param command from its position to its limit; the caller clears it
     * @param response filled from its position on, with room for at least 258 bytes
     * @return the number of bytes received
     * @throws CardException if the card or the reader is gone
     */
    int transmit(ByteBuffer command, ByteBuffer response) throws CardException;

    /** Returns a transport that converts commands for a card that uses T=0. */
    default ApduTransport overT0() {
        return new T0Transport(this);
    }
}
