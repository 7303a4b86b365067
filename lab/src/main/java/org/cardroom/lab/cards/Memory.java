package org.cardroom.lab.cards;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a card keeps without power; saved to the card's file, where it has one, as often as a command changed something.
 * Not thread-safe.
 */
final class Memory {

    private final Map<Cell, String> cells = new EnumMap<>(Cell.class);
    private @Nullable CardFile file;
    private boolean changed;

    static Memory load(Path path) {
        Memory memory = new Memory();
        memory.file = new CardFile(path);
        memory.cells.putAll(memory.file.load());
        return memory;
    }

    void saveTo(Path path) {
        file = new CardFile(path);
        changed = true;
    }

    /** The empty string where the cell was never written. */
    String text(Cell cell) {
        return cells.getOrDefault(cell, "");
    }

    byte[] bytes(Cell cell) {
        return Bytes.of(text(cell));
    }

    /** 0 where the cell was never written. */
    int number(Cell cell) {
        return Integer.parseInt(cells.getOrDefault(cell, "0"));
    }

    boolean flag(Cell cell) {
        return Boolean.parseBoolean(text(cell));
    }

    void put(Cell cell, String text) {
        if (!text.equals(cells.put(cell, text))) {
            changed = true;
        }
    }

    void put(Cell cell, byte[] bytes) {
        put(cell, Bytes.hex(bytes));
    }

    void put(Cell cell, int number) {
        if (number != number(cell)) {
            put(cell, Integer.toString(number));
        }
    }

    void raise(Cell flag) {
        put(flag, "true");
    }

    void lower(Cell flag) {
        put(flag, "false");
    }

    void count(Cell cell) {
        put(cell, number(cell) + 1);
    }

    void save() {
        if (changed && file != null) {
            file.save(cells);
        }
        changed = false;
    }
}
