package org.cardroom.room.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    @Test
    void keepsWhatWasMeasuredAndSaysWhatWasNot(@TempDir Path folder) {
        Report report = new Report();
        report.add(Figure.of("events", "events/s", 12));
        report.lacks("fail-over");
        report.write(folder);
        assertThat(report.isWhole()).isFalse();
        assertThat(folder.resolve("bench.md"))
                .content()
                .contains("| events | 12.00 events/s |", "- fail-over is not measured\n");
        assertThat(folder.resolve("bench.json")).content().contains("fail-over is not measured");
    }

    @Test
    void namesTheMachineAboveTheTable(@TempDir Path folder) {
        new Report().write(folder);
        assertThat(folder.resolve("bench.md"))
                .content()
                .startsWith(Machine.here().words() + "\n\n| figure |")
                .containsPattern("with [1-9][0-9]* cores and Java [1-9]");
    }
}
