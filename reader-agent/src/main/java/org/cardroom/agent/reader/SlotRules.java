package org.cardroom.agent.reader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.command.EnvironmentException;

/** The configured slots of a machine. */
public record SlotRules(List<SlotRule> rules) {
    /** No rules: each slot is named after its reader. */
    public static final SlotRules NONE = new SlotRules(List.of());

    public SlotRules {
        rules = List.copyOf(rules);
    }

    private record SlotRulesFile(List<SlotRule> slots) {}

    /**
     * Reads rules such as {@code {"slots": [{"slot": "left", "reader": "ACR39U"}, …]}}.
     * @throws EnvironmentException if the file cannot be read or a rule is invalid
     */
    public static SlotRules read(Path file) {
        try {
            List<SlotRule> rules = MessageJson.read(Files.readAllBytes(file), SlotRulesFile.class).slots;
            if (rules == null || rules.isEmpty() || rules.size() > SlotAssigner.MAX_SLOTS) {
                throw new IllegalArgumentException("it must define 1 to " + SlotAssigner.MAX_SLOTS + " slots");
            }
            Set<String> names = new HashSet<>();
            for (SlotRule rule : rules) {
                if (rule == null) {
                    throw new IllegalArgumentException("a slot is null");
                }
                if (!names.add(rule.slot())) {
                    throw new IllegalArgumentException("slot " + rule.slot() + " is defined twice");
                }
            }
            return new SlotRules(rules);
        } catch (IOException e) {
            throw new EnvironmentException("cannot read the slot file " + file, e);
        } catch (IllegalArgumentException e) {
            throw new EnvironmentException("invalid slot file " + file + ": " + e.getMessage(), e);
        }
    }

    boolean isEmpty() {
        return rules.isEmpty();
    }

    boolean needsAttributes() {
        return rules.stream().anyMatch(SlotRule::needsAttributes);
    }
}
