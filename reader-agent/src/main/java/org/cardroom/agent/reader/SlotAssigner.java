package org.cardroom.agent.reader;

import java.util.List;
import java.util.Map;

/** Says which reader is which slot; a reader keeps its slot as long as it is there. Used by one thread at a time. */
interface SlotAssigner {
    /** As many as PC/SC has at once. */
    int MAX_SLOTS = 16;

    /**
     * The slots of these readers.
     *
     * @param names of all readers that are there now
     */
    ReaderNameAssignment assign(List<String> names);

    /**
     * Which reader is where.
     *
     * @param slots names of readers by names of slots, {@value #MAX_SLOTS} at most
     * @param unserved a line for each reader that has none
     */
    record ReaderNameAssignment(Map<String, String> slots, List<String> unserved) {}
}
