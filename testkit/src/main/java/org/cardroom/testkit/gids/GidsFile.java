package org.cardroom.testkit.gids;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cardroom.testkit.apdu.ByteArrays;

/** A file of data objects, or of a key; its access rule, and whether it was activated. */
public final class GidsFile {
    static final int READ = 0x01;
    public static final int WRITE = 0x02;
    public static final int USE = 0x04;

    private static final int HIGHEST = 0x40;
    private static final int OPERATIONS = 0x7F;
    private static final String ACTIVE = "active";

    private final int id;
    private final byte[] rule;
    private final Map<Integer, byte[]> objects = new LinkedHashMap<>();
    private boolean active;

    /** @param rule a byte that says which operations it is about, and a condition for each, highest bit first */
    GidsFile(int id, byte[] rule) {
        this.id = id;
        this.rule = rule.clone();
    }

    static boolean isRule(byte[] rule) {
        return rule.length > 0 && rule.length == 1 + Integer.bitCount(rule[0] & OPERATIONS);
    }

    /** What {@link #serialize} wrote. */
    static GidsFile deserialize(String line) {
        String[] words = line.split(" ", -1);
        GidsFile file = new GidsFile(Integer.parseInt(words[0], 16), ByteArrays.of(words[1]));
        file.active = words[2].equals(ACTIVE);
        for (int i = 3; i < words.length; i++) {
            String[] object = words[i].split("=", 2);
            file.objects.put(Integer.parseInt(object[0], 16), ByteArrays.of(object[1]));
        }
        return file;
    }

    /** The file as a line of text. */
    String serialize() {
        String content = objects.entrySet().stream()
                .map(object -> " %04X=%s".formatted(object.getKey(), ByteArrays.hex(object.getValue())))
                .collect(Collectors.joining());
        return "%04X %s %s%s".formatted(id, ByteArrays.hex(rule), active ? ACTIVE : "new", content);
    }

    int id() {
        return id;
    }

    boolean isActive() {
        return active;
    }

    void activate() {
        active = true;
    }

    /** The condition for an operation; always, where the rule does not speak of it. */
    int condition(int operation) {
        int at = 0;
        for (int bit = HIGHEST; bit > 0; bit >>= 1) {
            at += (rule[0] & bit) == 0 ? 0 : 1;
            if (bit == operation && (rule[0] & bit) != 0) {
                return rule[at] & 0xFF;
            }
        }
        return GidsAccessRule.ALWAYS;
    }

    Optional<byte[]> object(int tag) {
        return Optional.ofNullable(objects.get(tag)).map(byte[]::clone);
    }

    /** An empty value on an empty object takes it away. */
    void put(int tag, byte[] value) {
        byte[] before = objects.put(tag, value.clone());
        if (before != null && before.length == 0 && value.length == 0) {
            objects.remove(tag);
        }
    }
}
