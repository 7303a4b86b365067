package org.cardroom.bench.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cardroom.bench.pipeline.FailoverBenchmark.Wait;
import org.cardroom.bench.report.BenchMeasurement;
import org.junit.jupiter.api.Test;

class FailoverBenchmarkTest {
    private static final long SECOND = 1_000_000_000L;

    private static List<Double> figures(int never, Wait... waits) {
        return FailoverBenchmark.toMeasurements(List.of(waits), 10 * SECOND, never).stream()
                .map(BenchMeasurement::value)
                .toList();
    }

    private static Wait waited(long from, long to) {
        return new Wait(from * SECOND, to * SECOND);
    }

    @Test
    void separatesEventsSentBeforeAndAfterTheKill() {
        assertThat(figures(0, waited(1, 9), waited(8, 11), waited(9, 14), waited(11, 13)))
                .containsExactly(2.0, 5.0, 2.0, 0.0);
    }

    @Test
    void countsWhatIsNeverAnsweredAsTheLongestWait() {
        assertThat(figures(1, waited(11, 12), waited(11, 41))).containsExactly(30.0, 0.0, 0.0, 1.0);
    }
}
