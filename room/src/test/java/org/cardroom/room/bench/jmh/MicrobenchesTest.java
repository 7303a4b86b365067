package org.cardroom.room.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.options.TimeValue;

class MicrobenchesTest {
    @Test
    void measuresWhatIsAskedFor() {
        assertThat(Microbenches.run("CipherBenchmark.answerTdes", 2, TimeValue.milliseconds(10)))
                .singleElement()
                .satisfies(took -> {
                    assertThat(took.name()).isEqualTo("answerTdes");
                    assertThat(took.micros()).isPositive();
                });
    }
}
