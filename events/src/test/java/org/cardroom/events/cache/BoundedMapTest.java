package org.cardroom.events.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BoundedMapTest {
    private static void fill(Map<String, Integer> map, List<String> keys) {
        keys.forEach(key -> map.put(key, 1));
    }

    @Test
    void removesTheEntryThatWasAddedFirst() {
        BoundedMap<String, Integer> map = BoundedMap.inInsertionOrder(2);
        fill(map, List.of("a", "b"));
        assertThat(map.get("a")).isEqualTo(1);
        fill(map, List.of("c"));
        assertThat(map).containsOnlyKeys("b", "c");
    }

    @Test
    void removesTheEntryThatWasUsedLeastRecently() {
        BoundedMap<String, Integer> map = BoundedMap.inAccessOrder(2);
        fill(map, List.of("a", "b"));
        assertThat(map.get("a")).isEqualTo(1);
        fill(map, List.of("c"));
        assertThat(map).containsOnlyKeys("a", "c");
    }
}
