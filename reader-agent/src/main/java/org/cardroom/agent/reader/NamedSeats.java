package org.cardroom.agent.reader;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Slots that are called as their readers are. */
final class NamedSeats implements Seats {
    /** With room for a number. */
    private static final int LONGEST = 60;

    private Map<String, String> given = new HashMap<>();

    @Override
    public Plan of(List<String> names) {
        given.keySet().retainAll(names);
        Map<String, String> slots = new LinkedHashMap<>();
        List<String> unserved = new ArrayList<>();
        names.stream().filter(given::containsKey).forEach(name -> slots.put(given.getOrDefault(name, ""), name));
        for (String name : names) {
            if (!given.containsKey(name) && slots.size() < MOST) {
                slots.put(free(slots, slot(name)), name);
            } else if (!given.containsKey(name)) {
                unserved.add("reader " + name + " is not served: " + MOST + " others are");
            }
        }
        given = new HashMap<>();
        slots.forEach((slot, name) -> given.put(name, slot));
        return new Plan(slots, unserved);
    }

    private static String free(Map<String, String> slots, String wanted) {
        String free = wanted;
        for (int number = 2; slots.containsKey(free); number++) {
            free = wanted + "." + number;
        }
        return free;
    }

    /** A reader's name, as far as it may stand in an event. */
    static String slot(String reader) {
        String clean = reader.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[^A-Za-z0-9]+|-+$", "");
        return clean.isEmpty() ? "reader" : clean.substring(0, Math.min(clean.length(), LONGEST));
    }
}
