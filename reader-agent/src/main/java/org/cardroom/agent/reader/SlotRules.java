package org.cardroom.agent.reader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.command.EnvironmentException;

/** The slots of a machine, by configuration. */
public final class SlotRules {
    /** None: slots are called as their readers are. */
    public static final SlotRules NONE = new SlotRules(List.of());

    private final List<SlotRule> rules;

    SlotRules(List<SlotRule> rules) {
        this.rules = List.copyOf(rules);
    }

    private record SlotRulesFile(List<SlotRule> slots) {}

    /**
     * Reads {@code {"slots": [{"slot": "left", "reader": "ACR39U"}, …]}}.
     *
     * @throws EnvironmentException if it cannot be read, or a rule cannot be used
     */
    public static SlotRules read(Path file) {
        try {
            List<SlotRule> rules = MessageJson.read(Files.readAllBytes(file), SlotRulesFile.class).slots;
            if (rules == null || rules.isEmpty() || rules.size() > SlotAssigner.MAX_SLOTS) {
                throw new IllegalArgumentException("it must have 1 to " + SlotAssigner.MAX_SLOTS + " slots");
            }
            Set<String> names = new HashSet<>();
            for (SlotRule rule : rules) {
                if (rule == null) {
                    throw new IllegalArgumentException("a slot in it is null");
                }
                if (!names.add(rule.slot())) {
                    throw new IllegalArgumentException("slot " + rule.slot() + " is in it twice");
                }
            }
            return new SlotRules(rules);
        } catch (IOException e) {
            throw new EnvironmentException("cannot read the slots in " + file, e);
        } catch (IllegalArgumentException e) {
            throw new EnvironmentException(file + " says no slots: " + e.getMessage(), e);
        }
    }

    boolean isEmpty() {
        return rules.isEmpty();
    }

    List<SlotRule> rules() {
        return rules;
    }

    boolean needsAttributes() {
        return rules.stream().anyMatch(SlotRule::needsAttributes);
    }
}
