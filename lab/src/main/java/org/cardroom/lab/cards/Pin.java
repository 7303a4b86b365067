package org.cardroom.lab.cards;

import java.util.Arrays;

/** A PIN or a PUK with its try counter, in the card's memory. */
final class Pin {

    private final Memory memory;
    private final Cell value;
    private final Cell left;
    private final Cell limit;
    private final Cell writes;

    private Pin(Memory memory, Cell value, Cell left, Cell limit, Cell writes) {
        this.memory = memory;
        this.value = value;
        this.left = left;
        this.limit = limit;
        this.writes = writes;
    }

    static Pin pin(Memory memory) {
        return new Pin(memory, Cell.PIN, Cell.PIN_LEFT, Cell.PIN_LIMIT, Cell.PIN_WRITES);
    }

    static Pin puk(Memory memory) {
        return new Pin(memory, Cell.PUK, Cell.PUK_LEFT, Cell.PUK_LIMIT, Cell.PUK_WRITES);
    }

    int left() {
        return memory.number(left);
    }

    int limit() {
        return memory.number(limit);
    }

    /** In bytes, as it is stored. */
    int length() {
        return memory.bytes(value).length;
    }

    boolean holds(byte[] candidate) {
        return Arrays.equals(candidate, memory.bytes(value));
    }

    /** What is left, and no try spent. */
    Answer tries() {
        return left() == 0 ? Answer.BLOCKED : Answer.triesLeft(left());
    }

    /** Spends a try; a right one fills the counter again. */
    Answer check(byte[] candidate) {
        if (left() == 0) {
            return Answer.BLOCKED;
        }
        if (holds(candidate)) {
            memory.put(left, limit());
            return Answer.OK;
        }
        memory.put(left, left() - 1);
        return Answer.triesLeft(left());
    }

    void set(byte[] newValue) {
        memory.put(value, newValue);
        memory.put(left, limit());
        memory.count(writes);
    }
}
