package org.cardroom.agent.apdu;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A response APDU.
 *
 * @param data what came before the status word; read-only
 */
public record ResponseApdu(ByteBuffer data, StatusWord statusWord) {
    /** What is shorter than a status word. */
    static final ResponseApdu MALFORMED = new ResponseApdu(ByteBuffer.allocate(0), StatusWord.MISSING);
    /** What is longer than any answer here, or does not end. */
    static final ResponseApdu TOO_LONG = new ResponseApdu(ByteBuffer.allocate(0), StatusWord.RESPONSE_TOO_LONG);

    private static final int STATUS_WORD = 2;

    /** Whether it is no answer at all, whatever it was that came. */
    public boolean isMalformed() {
        return statusWord.value() < 0;
    }

    static ResponseApdu parse(ByteBuffer response) {
        int length = response.remaining() - STATUS_WORD;
        if (length < 0) {
            return MALFORMED;
        }
        int word = response.getShort(response.position() + length) & 0xFFFF;
        return new ResponseApdu(response.slice(response.position(), length).asReadOnlyBuffer(), new StatusWord(word));
    }

    /** The value of the data object at the end of this path of tags; empty if the card refused, or has none there. */
    public Optional<ByteBuffer> find(int... tags) {
        return statusWord.isOk() ? BerTlv.find(data, tags) : Optional.empty();
    }
}
