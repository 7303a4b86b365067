package org.cardroom.agent.apdu;

import java.nio.ByteBuffer;
import java.util.Optional;

/** A response APDU; the data is without the status word and read-only. */
public record ResponseApdu(ByteBuffer data, StatusWord statusWord) {
    /** Shorter than a status word. */
    static final ResponseApdu MALFORMED = new ResponseApdu(ByteBuffer.allocate(0), StatusWord.MISSING);
    /** Longer than any valid response, or endless. */
    static final ResponseApdu TOO_LONG = new ResponseApdu(ByteBuffer.allocate(0), StatusWord.RESPONSE_TOO_LONG);

    private static final int STATUS_WORD = 2;

    /** Returns whether the card sent something that is not a response APDU. */
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

    /** Returns the value of the data object at this path of tags; empty if it is missing or the status is not 9000. */
    public Optional<ByteBuffer> find(int... tags) {
        return statusWord.isOk() ? BerTlv.find(data, tags) : Optional.empty();
    }
}
