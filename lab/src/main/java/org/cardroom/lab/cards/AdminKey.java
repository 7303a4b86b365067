package org.cardroom.lab.cards;

/**
 * The administrator key in the card's memory, with the counter that some cards have and the write that can tear on
 * some.
 */
final class AdminKey {

    private final Memory memory;

    AdminKey(Memory memory) {
        this.memory = memory;
    }

    KeyAlgorithm algorithm() {
        return KeyAlgorithm.of(memory.number(Cell.ALGORITHM))
                .orElseThrow(() -> new IllegalStateException("no algorithm in the card's memory"));
    }

    byte[] encrypt(byte[] blocks) {
        return algorithm().encrypt(memory.bytes(Cell.KEY), blocks);
    }

    byte[] decrypt(byte[] blocks) {
        return algorithm().decrypt(memory.bytes(Cell.KEY), blocks);
    }

    boolean holds(byte[] key) {
        return Bytes.hex(key).equals(memory.text(Cell.KEY));
    }

    /** True after a write that was torn in the middle. */
    boolean isLost() {
        return memory.text(Cell.KEY).isEmpty();
    }

    /** Locked for good: too many wrong answers in a row, on a card that counts them. */
    boolean isLocked() {
        int limit = memory.number(Cell.ADMIN_LIMIT);
        return limit > 0 && memory.number(Cell.ADMIN_REFUSALS) >= limit;
    }

    boolean accept(boolean right) {
        if (right) {
            memory.put(Cell.ADMIN_REFUSALS, 0);
        } else {
            memory.count(Cell.ADMIN_REFUSALS);
            memory.count(Cell.ADMIN_REFUSALS_EVER);
        }
        return right;
    }

    /**
     * @param torn the power goes away in the middle of it; a card whose key write is not atomic is then left without a
     * key
     */
    void write(KeyAlgorithm algorithm, byte[] key, boolean torn) {
        memory.count(Cell.KEY_WRITES);
        if (torn && memory.flag(Cell.KEY_WRITE_TEARS)) {
            memory.put(Cell.KEY, "");
        } else {
            memory.put(Cell.ALGORITHM, algorithm.id);
            memory.put(Cell.KEY, key);
        }
    }
}
