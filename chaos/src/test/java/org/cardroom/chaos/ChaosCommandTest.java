package org.cardroom.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cardroom.chaos.report.ChaosReport;
import org.cardroom.events.codec.MessageJson;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

@Tag("long")
class ChaosCommandTest {
    @TempDir
    Path folder;

    private final StringWriter said = new StringWriter();

    private int run(String... args) {
        return new CommandLine(new ChaosCommand()).setErr(new PrintWriter(said)).execute(args);
    }

    @Timeout(600)
    @Test
    void losesDoublesAndLocksNothing() throws IOException {
        int exit = run("--cards", "200", "--faults", "10", "--seed", "5", "--out", folder.toString());
        ChaosReport report = MessageJson.read(Files.readAllBytes(folder.resolve("chaos.json")), ChaosReport.class);
        assertThat(report.findings()).isEmpty();
        assertThat(exit).isZero();
        assertThat(report.issued() + report.failedCards()).isEqualTo(200);
        assertThat(report.faults()).isEqualTo(10);
        assertThat(report.kinds())
                .allSatisfy((kind, of) -> assertThat(of.done()).as(kind).isOne());
        int hits = report.kinds().values().stream()
                .flatMap(kind -> kind.hits().values().stream())
                .mapToInt(Integer::intValue)
                .sum();
        assertThat(hits).as("cards that were hit in the middle").isGreaterThan(10);
    }

    @ParameterizedTest
    @CsvSource({
        "--cards=0, --cards must be 1 to 100000",
        "--readers=1, --readers must be 2 to 32",
        "--faults=201, --faults must be 0 to the number of cards",
        "--seed=x, Invalid value for option '--seed'",
    })
    void refusesWhatItCannotDo(String option, String reason) {
        assertThat(run(option, "--out", folder.toString())).isEqualTo(2);
        assertThat(said.toString()).startsWith(reason);
    }

    @Test
    void removesNothingThatItDidNotMake() throws IOException {
        Path somebodys = Files.createDirectories(folder.resolve("room")).resolve("file");
        Files.createFile(somebodys);
        assertThat(run("--out", folder.toString())).isNotZero();
        assertThat(somebodys).exists();
    }
}
