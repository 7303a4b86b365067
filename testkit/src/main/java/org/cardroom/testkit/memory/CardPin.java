package org.cardroom.testkit.memory;

import java.util.Arrays;
import org.cardroom.testkit.apdu.SimResponse;

/** A PIN or a PUK with its try counter, in the card's memory. */
public record CardPin(CardMemory memory, CardField value, CardField left, CardField limit, CardField writes) {
    public static CardPin ofPin(CardMemory memory) {
        return new CardPin(memory, CardField.PIN, CardField.PIN_LEFT, CardField.PIN_LIMIT, CardField.PIN_WRITES);
    }

    public static CardPin ofPuk(CardMemory memory) {
        return new CardPin(memory, CardField.PUK, CardField.PUK_LEFT, CardField.PUK_LIMIT, CardField.PUK_WRITES);
    }

    public int triesLeft() {
        return memory.number(left);
    }

    public int maxTries() {
        return memory.number(limit);
    }

    /** In bytes, as it is stored. */
    public int length() {
        return memory.bytes(value).length;
    }

    public boolean matches(byte[] candidate) {
        return Arrays.equals(candidate, memory.bytes(value));
    }

    /** What is left, and no try spent. */
    public SimResponse statusResponse() {
        return triesLeft() == 0 ? SimResponse.BLOCKED : SimResponse.triesLeft(triesLeft());
    }

    /** Spends a try; a right one fills the counter again. */
    public SimResponse verify(byte[] candidate) {
        if (triesLeft() == 0) {
            return SimResponse.BLOCKED;
        }
        if (matches(candidate)) {
            memory.put(left, maxTries());
            return SimResponse.OK;
        }
        memory.put(left, triesLeft() - 1);
        return SimResponse.triesLeft(triesLeft());
    }

    public void set(byte[] newValue) {
        memory.put(value, newValue);
        memory.put(left, maxTries());
        memory.increment(writes);
    }
}
