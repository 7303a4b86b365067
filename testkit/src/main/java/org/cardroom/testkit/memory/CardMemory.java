package org.cardroom.testkit.memory;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.cardroom.testkit.apdu.ByteArrays;
import org.jspecify.annotations.Nullable;

/** A card's persistent memory. Each command that changes it saves it to the file, if any. Not thread-safe. */
public final class CardMemory {
    private final Map<CardField, String> cells = new EnumMap<>(CardField.class);
    private @Nullable CardStateFile file;
    private boolean changed;

    public static CardMemory load(Path path) {
        CardMemory memory = new CardMemory();
        memory.file = new CardStateFile(path);
        memory.cells.putAll(memory.file.load());
        return memory;
    }

    public void saveTo(Path path) {
        file = new CardStateFile(path);
        changed = true;
    }

    /** The empty string where the cell was never written. */
    public String text(CardField cell) {
        return cells.getOrDefault(cell, "");
    }

    public byte[] bytes(CardField cell) {
        return ByteArrays.of(text(cell));
    }

    /** 0 where the cell was never written. */
    public int number(CardField cell) {
        return Integer.parseInt(cells.getOrDefault(cell, "0"));
    }

    public boolean flag(CardField cell) {
        return Boolean.parseBoolean(text(cell));
    }

    public void put(CardField cell, String text) {
        if (!text.equals(cells.put(cell, text))) {
            changed = true;
        }
    }

    public void put(CardField cell, byte[] bytes) {
        put(cell, ByteArrays.hex(bytes));
    }

    public void put(CardField cell, int number) {
        if (number != number(cell)) {
            put(cell, Integer.toString(number));
        }
    }

    public void setFlag(CardField flag) {
        put(flag, "true");
    }

    public void clearFlag(CardField flag) {
        put(flag, "false");
    }

    void increment(CardField cell) {
        put(cell, number(cell) + 1);
    }

    public void save() {
        if (changed && file != null) {
            file.save(cells);
        }
        changed = false;
    }
}
