package org.cardroom.agent.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NamedSeatsTest {
    private final NamedSeats seats = new NamedSeats();

    @Test
    void namesSlotsAfterReaders() {
        assertThat(NamedSeats.slot("Virtual PCD 00 01")).isEqualTo("Virtual-PCD-00-01");
        assertThat(NamedSeats.slot("[ACS] ACR39U (1)")).isEqualTo("ACS-ACR39U-1");
        assertThat(NamedSeats.slot("()")).isEqualTo("reader");
    }

    @Test
    void tellsReadersOfOneNameApart() {
        assertThat(seats.of(List.of("a b", "a_b", "a-b", "a+b")).slots())
                .containsOnly(entry("a-b", "a b"), entry("a_b", "a_b"), entry("a-b.2", "a-b"), entry("a-b.3", "a+b"));
    }

    @Test
    void keepsAReadersSlotWhileAnotherComesAndGoes() {
        seats.of(List.of("a b", "a-b"));
        assertThat(seats.of(List.of("a-b")).slots()).containsOnly(entry("a-b.2", "a-b"));
        assertThat(seats.of(List.of("a b", "a-b")).slots()).containsOnly(entry("a-b.2", "a-b"), entry("a-b", "a b"));
    }

    @Test
    void servesSixteenReadersAndNamesTheOther() {
        List<String> names = IntStream.range(0, 17).mapToObj(i -> "reader-" + i).toList();
        Seats.Plan plan = seats.of(names);
        assertThat(plan.slots()).hasSize(16);
        assertThat(plan.unserved()).containsExactly("reader reader-16 is not served: 16 others are");
    }
}
