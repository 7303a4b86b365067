package org.cardroom.events.cache;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map of at most a given number of entries: one more removes the eldest. Not thread-safe. */
public final class BoundedMap<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;

    private final int maxEntries;

    private BoundedMap(int maxEntries, boolean accessOrder) {
        super(16, 0.75f, accessOrder);
        this.maxEntries = maxEntries;
    }

    /** Creates a map whose eldest entry is the one that was added first. */
    public static <K, V> BoundedMap<K, V> inInsertionOrder(int maxEntries) {
        return new BoundedMap<>(maxEntries, false);
    }

    /** Creates a map whose eldest entry is the one that was read or written least recently. */
    public static <K, V> BoundedMap<K, V> inAccessOrder(int maxEntries) {
        return new BoundedMap<>(maxEntries, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > maxEntries;
    }
}
