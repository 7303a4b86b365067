package org.cardroom.agent.reader;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;

/** Lists the readers that are connected to a machine. Not thread-safe. */
public interface ReaderSource {
    /**
     * Returns the readers that are connected now.
     * @throws CardException if the PC/SC service does not answer; the message is for the operator
     */
    SlotAssignment connected() throws CardException;

    /** The readers by slot name, and a message for each reader without a slot. */
    record SlotAssignment(Map<String, Reader> slots, List<String> unserved) {
        public SlotAssignment {
            slots = Map.copyOf(slots);
            unserved = List.copyOf(unserved);
        }
    }

    /** One reader. Only one thread uses it; closing it closes the terminal that it opened. */
    interface Reader extends AutoCloseable {
        /** Returns the name, which distinguishes it from other readers at the same slot. */
        String name();

        /** Opens or reopens the reader; empty if it is disconnected or the PC/SC service does not answer. */
        Optional<CardTerminal> open();

        @Override
        void close();
    }

    /** Returns a source of only the reader at this slot. */
    default ReaderSource restrictedTo(String slot) {
        return () -> {
            SlotAssignment all = connected();
            Reader reader = all.slots().get(slot);
            return new SlotAssignment(reader == null ? Map.of() : Map.of(slot, reader), List.of());
        };
    }

    /** Returns a source of readers that are always connected; a supplier is called again after its reader failed. */
    static ReaderSource fixed(Map<String, Supplier<CardTerminal>> terminals) {
        Map<String, Reader> slots = new LinkedHashMap<>();
        terminals.forEach((slot, terminal) -> slots.put(slot, new FixedReader(slot, terminal)));
        SlotAssignment assignment = new SlotAssignment(slots, List.of());
        return () -> assignment;
    }

    /** A reader that is always connected. Its terminal belongs to the supplier, which closing leaves open. */
    record FixedReader(String name, Supplier<CardTerminal> terminal) implements Reader {
        @Override
        public Optional<CardTerminal> open() {
            return Optional.of(terminal.get());
        }

        @Override
        public void close() {}
    }
}
