package org.cardroom.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import org.cardroom.bench.report.BenchMeasurement;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.options.TimeValue;

class JmhRunnerTest {
    @Test
    void measuresWhatIsAskedFor() {
        BenchMeasurement took = JmhRunner.run("CipherBenchmark.answerTdes", 2, TimeValue.milliseconds(10))
                .get(0);
        assertThat(took.name()).isEqualTo("answerTdes");
        assertThat(took.value()).isPositive();
    }
}
