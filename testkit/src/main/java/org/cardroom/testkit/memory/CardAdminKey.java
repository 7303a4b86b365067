package org.cardroom.testkit.memory;

import org.cardroom.testkit.apdu.ByteArrays;

/** The administrator key in a card's memory. Some cards count wrong answers; on some a write can tear. */
public record CardAdminKey(CardMemory memory) {
    public CardCipher algorithm() {
        return CardCipher.fromId(memory.number(CardField.ALGORITHM))
                .orElseThrow(() -> new IllegalStateException("no algorithm in the card's memory"));
    }

    public byte[] encrypt(byte[] blocks) {
        return algorithm().encrypt(memory.bytes(CardField.KEY), blocks);
    }

    public byte[] decrypt(byte[] blocks) {
        return algorithm().decrypt(memory.bytes(CardField.KEY), blocks);
    }

    public boolean matches(byte[] key) {
        return ByteArrays.hex(key).equals(memory.text(CardField.KEY));
    }

    /** True after a write that was torn in the middle. */
    public boolean isLost() {
        return memory.text(CardField.KEY).isEmpty();
    }

    /** Locked for good: too many wrong answers in a row, on a card that counts them. */
    public boolean isLocked() {
        int limit = memory.number(CardField.ADMIN_LIMIT);
        return limit > 0 && memory.number(CardField.ADMIN_REFUSALS) >= limit;
    }

    public boolean recordAttempt(boolean right) {
        if (right) {
            memory.put(CardField.ADMIN_REFUSALS, 0);
        } else {
            memory.increment(CardField.ADMIN_REFUSALS);
            memory.increment(CardField.ADMIN_REFUSALS_EVER);
        }
        return right;
    }

    /** Writes a new key; if torn (power lost during the write), a card with non-atomic key writes has none then. */
    public void write(CardCipher algorithm, byte[] key, boolean torn) {
        memory.increment(CardField.KEY_WRITES);
        if (torn && memory.flag(CardField.KEY_WRITE_TEARS)) {
            memory.put(CardField.KEY, "");
        } else {
            memory.put(CardField.ALGORITHM, algorithm.id);
            memory.put(CardField.KEY, key);
        }
    }
}
