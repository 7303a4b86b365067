package org.cardroom.agent.reader;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Slots by rules: each takes the first reader that it fits, and keeps it. */
final class RuledSeats implements Seats {
    private final SlotRules rules;
    private final Function<String, Traits> look;
    /** Readers are asked until they tell something: it does not change while they are there. */
    private final Map<String, Traits> traits = new HashMap<>();

    private Map<String, String> given = new HashMap<>();

    RuledSeats(SlotRules rules, Function<String, Traits> look) {
        this.rules = rules;
        this.look = look;
    }

    @Override
    public Plan of(List<String> names) {
        traits.keySet().retainAll(names);
        given.values().retainAll(names);
        Map<String, String> slots = new LinkedHashMap<>(given);
        for (SlotRule rule : rules.rules()) {
            if (!slots.containsKey(rule.slot())) {
                first(rule, names, slots).ifPresent(name -> slots.put(rule.slot(), name));
            }
        }
        given = new HashMap<>(slots);
        List<String> unserved = new ArrayList<>(names);
        unserved.removeAll(slots.values());
        unserved.replaceAll(this::unserved);
        return new Plan(slots, unserved);
    }

    private Optional<String> first(SlotRule rule, List<String> names, Map<String, String> slots) {
        return names.stream()
                .filter(name -> !slots.containsValue(name) && rule.fits(name, traits(name)))
                .findFirst();
    }

    private Traits traits(String name) {
        if (!rules.needTraits()) {
            return Traits.NONE;
        }
        Traits told = traits.getOrDefault(name, Traits.NONE);
        if (told.equals(Traits.NONE)) {
            told = look.apply(name);
            traits.put(name, told);
        }
        return told;
    }

    private String unserved(String name) {
        Traits of = traits(name);
        String serial = of.serial() == null ? "" : ", serial " + of.serial();
        String usb = of.usb() == null ? "" : ", usb " + of.usb();
        return "reader " + name + serial + usb + " is not served: no free slot fits it";
    }
}
