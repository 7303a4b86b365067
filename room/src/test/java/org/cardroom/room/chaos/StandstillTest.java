package org.cardroom.room.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StandstillTest {
    private final Standstill standstill = new Standstill(Duration.ofNanos(10));

    @Test
    void isNoneAsLongAsSomethingIsDone() {
        assertThat(standstill.isOne(0, 100)).isFalse();
        assertThat(standstill.isOne(1, 111)).isFalse();
        assertThat(standstill.isOne(1, 121)).isFalse();
    }

    @Test
    void isOneWhenNothingWasDoneForLong() {
        assertThat(standstill.isOne(3, 100)).isFalse();
        assertThat(standstill.isOne(3, 111)).isTrue();
    }
}
