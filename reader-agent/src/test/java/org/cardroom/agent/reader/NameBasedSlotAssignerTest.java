package org.cardroom.agent.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NameBasedSlotAssignerTest {
    private final NameBasedSlotAssigner seats = new NameBasedSlotAssigner();

    @Test
    void namesSlotsAfterReaders() {
        assertThat(NameBasedSlotAssigner.toSlotName("Virtual PCD 00 01")).isEqualTo("Virtual-PCD-00-01");
        assertThat(NameBasedSlotAssigner.toSlotName("[ACS] ACR39U (1)")).isEqualTo("ACS-ACR39U-1");
        assertThat(NameBasedSlotAssigner.toSlotName("()")).isEqualTo("reader");
    }

    @Test
    void tellsReadersOfOneNameApart() {
        assertThat(seats.assign(List.of("a b", "a_b", "a-b", "a+b")).slots())
                .containsOnly(entry("a-b", "a b"), entry("a_b", "a_b"), entry("a-b.2", "a-b"), entry("a-b.3", "a+b"));
    }

    @Test
    void keepsAReadersSlotWhileAnotherComesAndGoes() {
        seats.assign(List.of("a b", "a-b"));
        assertThat(seats.assign(List.of("a-b")).slots()).containsOnly(entry("a-b.2", "a-b"));
        assertThat(seats.assign(List.of("a b", "a-b")).slots())
                .containsOnly(entry("a-b.2", "a-b"), entry("a-b", "a b"));
    }

    @Test
    void servesSixteenReadersAndNamesTheOther() {
        List<String> names = IntStream.range(0, 17).mapToObj(i -> "reader-" + i).toList();
        SlotAssigner.ReaderNameAssignment nameAssignment = seats.assign(names);
        assertThat(nameAssignment.slots()).hasSize(16);
        assertThat(nameAssignment.unserved())
                .containsExactly("reader reader-16 is not served: the maximum is 16 readers");
    }
}
