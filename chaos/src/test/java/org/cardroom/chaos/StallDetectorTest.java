package org.cardroom.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StallDetectorTest {
    private final StallDetector stallDetector = new StallDetector(Duration.ofNanos(10));

    @Test
    void isNoneAsLongAsSomethingIsDone() {
        assertThat(stallDetector.recordProgress(0, 100)).isFalse();
        assertThat(stallDetector.recordProgress(1, 111)).isFalse();
        assertThat(stallDetector.recordProgress(1, 121)).isFalse();
    }

    @Test
    void isOneWhenNothingWasDoneForLong() {
        assertThat(stallDetector.recordProgress(3, 100)).isFalse();
        assertThat(stallDetector.recordProgress(3, 111)).isTrue();
    }
}
