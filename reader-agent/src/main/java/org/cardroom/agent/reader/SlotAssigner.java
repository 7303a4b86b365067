package org.cardroom.agent.reader;

import java.util.List;
import java.util.Map;

/** Assigns readers to slots; a reader keeps its slot while it is connected. Not thread-safe. */
interface SlotAssigner {
    /** The number of readers that pcsc-lite 1.9 serves at once. */
    int MAX_SLOTS = 16;

    /** Returns the slots of the readers, given the names of all that are connected now. */
    ReaderNameAssignment assign(List<String> names);

    /** Reader names by slot names, {@value #MAX_SLOTS} at most, and a message for each reader without a slot. */
    record ReaderNameAssignment(Map<String, String> slots, List<String> unserved) {}
}
