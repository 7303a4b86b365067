package org.cardroom.agent.card;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A response APDU.
 *
 * @param data what came before the status word; read-only
 */
record Answer(ByteBuffer data, StatusWord word) {
    /** What is shorter than a status word. */
    static final Answer GARBLED = new Answer(ByteBuffer.allocate(0), StatusWord.MISSING);
    /** What is longer than any answer here, or does not end. */
    static final Answer ENDLESS = new Answer(ByteBuffer.allocate(0), StatusWord.AFTER_TOO_MUCH);

    private static final int STATUS_WORD = 2;

    /** Whether it is no answer at all, whatever it was that came. */
    boolean isGarbled() {
        return word.value() < 0;
    }

    static Answer of(ByteBuffer response) {
        int length = response.remaining() - STATUS_WORD;
        if (length < 0) {
            return GARBLED;
        }
        int word = response.getShort(response.position() + length) & 0xFFFF;
        return new Answer(response.slice(response.position(), length).asReadOnlyBuffer(), new StatusWord(word));
    }

    /** The value of the data object at the end of this path of tags; empty if the card refused, or has none there. */
    Optional<ByteBuffer> find(int... tags) {
        return word.isOk() ? Tlv.find(data, tags) : Optional.empty();
    }
}
