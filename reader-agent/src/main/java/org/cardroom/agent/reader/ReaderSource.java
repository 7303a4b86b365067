package org.cardroom.agent.reader;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;

/** The readers of a machine, as they come and go. Used by one thread at a time. */
public interface ReaderSource {
    /**
     * Those that are there now.
     *
     * @throws CardException if the machine's card service does not answer; the message is for people
     */
    SlotAssignment connected() throws CardException;

    /**
     * Readers at their slots.
     *
     * @param slots the readers by the stable names of their slots
     * @param unserved a line for each reader that has no slot, saying why
     */
    record SlotAssignment(Map<String, Reader> slots, List<String> unserved) {
        public SlotAssignment {
            slots = Map.copyOf(slots);
            unserved = List.copyOf(unserved);
        }
    }

    /** One reader. What it opens belongs to the thread that opened it, and is closed with it. */
    interface Reader extends AutoCloseable {
        /** Its name, which another reader at the same slot does not have. */
        String name();

        /** Opens it, anew if it was open before; empty if it is not there, or the card service is not. */
        Optional<CardTerminal> open();

        @Override
        void close();
    }

    /** Of these readers, the one at this slot. */
    default ReaderSource restrictedTo(String slot) {
        return () -> {
            SlotAssignment all = connected();
            Reader one = all.slots().get(slot);
            return new SlotAssignment(one == null ? Map.of() : Map.of(slot, one), List.of());
        };
    }

    /** Readers that are always there; each is asked for anew after it failed. */
    static ReaderSource fixed(Map<String, Supplier<CardTerminal>> terminals) {
        Map<String, Reader> slots = new LinkedHashMap<>();
        terminals.forEach((slot, terminal) -> slots.put(slot, new FixedReader(slot, terminal)));
        SlotAssignment assignment = new SlotAssignment(slots, List.of());
        return () -> assignment;
    }
}
