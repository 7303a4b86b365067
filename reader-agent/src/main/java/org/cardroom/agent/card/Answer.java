package org.cardroom.agent.card;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A response APDU.
 *
 * @param data what came before the status word; read-only
 */
record Answer(ByteBuffer data, StatusWord word) {
    /** What is shorter than a status word, or does not end. */
    static final Answer GARBLED = new Answer(ByteBuffer.allocate(0), StatusWord.MISSING);

    private static final int STATUS_WORD = 2;

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
