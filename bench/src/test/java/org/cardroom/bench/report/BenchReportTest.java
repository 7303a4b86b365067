package org.cardroom.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchReportTest {
    @Test
    void listsMeasurementsAndWhatIsMissing(@TempDir Path folder) {
        BenchReport report = new BenchReport();
        report.add(BenchMeasurement.of("events", "events/s", 12));
        report.addMissing("fail-over");
        report.write(folder);
        assertThat(report.isComplete()).isFalse();
        assertThat(folder.resolve("bench.md"))
                .content()
                .contains("| events | 12.00 events/s |", "- fail-over is not measured\n");
        assertThat(folder.resolve("bench.json")).content().contains("fail-over is not measured");
    }

    @Test
    void describesTheHostAboveTheTable(@TempDir Path folder) {
        new BenchReport().write(folder);
        assertThat(folder.resolve("bench.md"))
                .content()
                .containsPattern("^Measured in one run with [1-9][0-9]* cores and Java [1-9][^\n]*\n\n\\| figure \\|");
    }

    @Test
    void drawsEachPlotWithItsSeries(@TempDir Path folder) {
        BenchReport report = new BenchReport();
        report.add(BenchReport.Plot.SIZE, new PlotSeries("work", List.of(100, 1000), List.of(1.5, 1.6)));
        report.write(folder);
        assertThat(folder.resolve("size.svg"))
                .content()
                .contains("<svg", "<desc>Cost against database size: work</desc>", "</svg>");
        assertThat(folder.resolve("latency.svg")).doesNotExist();
    }
}
