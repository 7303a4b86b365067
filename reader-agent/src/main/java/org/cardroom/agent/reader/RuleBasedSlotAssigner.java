package org.cardroom.agent.reader;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Assigns slots by rules: each slot takes the first reader that matches its rule, and keeps it. */
final class RuleBasedSlotAssigner implements SlotAssigner {
    private final SlotRules rules;
    private final Function<String, ReaderAttributes> attributeLookup;
    /** Attributes do not change while a reader is connected; they are read until there are some. */
    private final Map<String, ReaderAttributes> attributeCache = new HashMap<>();

    private Map<String, String> assigned = new HashMap<>();

    RuleBasedSlotAssigner(SlotRules rules, Function<String, ReaderAttributes> attributeLookup) {
        this.rules = rules;
        this.attributeLookup = attributeLookup;
    }

    @Override
    public ReaderNameAssignment assign(List<String> names) {
        attributeCache.keySet().retainAll(names);
        assigned.values().retainAll(names);
        Map<String, String> slots = new LinkedHashMap<>(assigned);
        for (SlotRule rule : rules.rules()) {
            if (!slots.containsKey(rule.slot())) {
                firstMatch(rule, names, slots).ifPresent(name -> slots.put(rule.slot(), name));
            }
        }
        assigned = new HashMap<>(slots);
        List<String> unserved = new ArrayList<>(names);
        unserved.removeAll(slots.values());
        unserved.replaceAll(this::unservedMessage);
        return new ReaderNameAssignment(slots, unserved);
    }

    private Optional<String> firstMatch(SlotRule rule, List<String> names, Map<String, String> slots) {
        return names.stream()
                .filter(name -> !slots.containsValue(name) && rule.matches(name, attributesOf(name)))
                .findFirst();
    }

    private ReaderAttributes attributesOf(String name) {
        if (!rules.needsAttributes()) {
            return ReaderAttributes.NONE;
        }
        ReaderAttributes attributes = attributeCache.getOrDefault(name, ReaderAttributes.NONE);
        if (attributes.equals(ReaderAttributes.NONE)) {
            attributes = attributeLookup.apply(name);
            attributeCache.put(name, attributes);
        }
        return attributes;
    }

    private String unservedMessage(String name) {
        ReaderAttributes attributes = attributesOf(name);
        String serial = attributes.serial() == null ? "" : ", serial " + attributes.serial();
        String usb = attributes.usb() == null ? "" : ", usb " + attributes.usb();
        return "reader " + name + serial + usb + " is not served: it matches no free slot";
    }
}
