package org.cardroom.agent.apdu;

import java.nio.ByteBuffer;
import javax.smartcardio.CardException;

/**
 * Sends one command APDU to a card and takes its response APDU; {@code CardChannel::transmit} is one. It repeats and
 * retries nothing, and is not thread-safe.
 */
@FunctionalInterface
public interface ApduTransport {
    /**
     * Sends and waits for the response.
     *
     * @param command from its position to its limit; the caller clears it
     * @param response filled from its position on, with room for at least 258 bytes
     * @return how many bytes came
     * @throws CardException if the card or the reader is gone
     */
    int transmit(ByteBuffer command, ByteBuffer response) throws CardException;

    /** The same, to a card that speaks T=0. */
    default ApduTransport overT0() {
        return new T0Transport(this);
    }
}
