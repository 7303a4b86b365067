package org.cardroom.agent.reader;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Names each slot after its reader. */
final class NameBasedSlotAssigner implements SlotAssigner {
    /** Leaves room for a numeric suffix. */
    private static final int MAX_NAME_LENGTH = 60;

    private Map<String, String> assigned = new HashMap<>();

    @Override
    public ReaderNameAssignment assign(List<String> names) {
        assigned.keySet().retainAll(names);
        Map<String, String> slots = new LinkedHashMap<>();
        List<String> unserved = new ArrayList<>();
        names.stream().filter(assigned::containsKey).forEach(name -> slots.put(assigned.getOrDefault(name, ""), name));
        for (String name : names) {
            if (!assigned.containsKey(name) && slots.size() < MAX_SLOTS) {
                slots.put(uniqueSlotName(slots, toSlotName(name)), name);
            } else if (!assigned.containsKey(name)) {
                unserved.add("reader " + name + " is not served: the maximum is " + MAX_SLOTS + " readers");
            }
        }
        assigned = new HashMap<>();
        slots.forEach((slot, name) -> assigned.put(name, slot));
        return new ReaderNameAssignment(slots, unserved);
    }

    private static String uniqueSlotName(Map<String, String> slots, String wanted) {
        String candidate = wanted;
        for (int number = 2; slots.containsKey(candidate); number++) {
            candidate = wanted + "." + number;
        }
        return candidate;
    }

    /** Replaces the characters of a reader's name that a slot name must not have. */
    static String toSlotName(String reader) {
        String clean = reader.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[^A-Za-z0-9]+|-+$", "");
        return clean.isEmpty() ? "reader" : clean.substring(0, Math.min(clean.length(), MAX_NAME_LENGTH));
    }
}
