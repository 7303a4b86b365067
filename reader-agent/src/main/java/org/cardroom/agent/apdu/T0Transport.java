package org.cardroom.agent.apdu;

import java.nio.ByteBuffer;
import javax.smartcardio.CardException;

/**
 * Converts commands for T=0 (ISO/IEC 7816-3:2006, 12.2): a command with data is sent without Le, and its response data
 * is fetched by GET RESPONSE; a command without data is sent with P3 = 00. Some drivers do this themselves, others send
 * Le as data, so that the card never answers.
 */
record T0Transport(ApduTransport raw) implements ApduTransport {
    private static final int HEADER = 4;
    private static final int LC_AND_LE = 2;

    @Override
    public int transmit(ByteBuffer command, ByteBuffer response) throws CardException {
        return raw.transmit(toT0Command(command), response);
    }

    /** Converts a short command; others are not used. */
    private static ByteBuffer toT0Command(ByteBuffer apdu) {
        int length = apdu.remaining();
        if (length == HEADER) {
            return ByteBuffer.allocate(HEADER + 1).put(apdu.duplicate()).rewind();
        }
        boolean dataAndLe = length == HEADER + LC_AND_LE + (apdu.get(apdu.position() + HEADER) & 0xFF);
        return dataAndLe ? apdu.duplicate().limit(apdu.limit() - 1) : apdu;
    }
}
