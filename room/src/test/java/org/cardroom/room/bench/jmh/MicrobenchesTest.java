package org.cardroom.room.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import org.cardroom.room.bench.report.Figure;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.options.TimeValue;

class MicrobenchesTest {
    @Test
    void measuresWhatIsAskedFor() {
        Figure took = Microbenches.run("CipherBenchmark.answerTdes", 2, TimeValue.milliseconds(10))
                .get(0);
        assertThat(took.name()).isEqualTo("answerTdes");
        assertThat(took.value()).isPositive();
    }
}
