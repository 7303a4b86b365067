package org.cardroom.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Tag("long")
class BenchCommandTest {
    private final StringWriter said = new StringWriter();

    @TempDir
    private Path folder;

    private int run(String... args) {
        CommandLine bench = new CommandLine(new BenchCommand());
        bench.setOut(new PrintWriter(said)).setErr(new PrintWriter(said));
        return bench.execute(args);
    }

    @Test
    void findsEachFigureBesideItsFloor() throws IOException {
        assertThat(run("--tiny", "--only", "SATURATION", "LATENCY", "CARD", "--out=" + folder))
                .as(said.toString())
                .isZero();
        String table = Files.readString(folder.resolve("bench.md"));
        assertThat(table)
                .containsPattern("events answered at saturation \\|.*\\(floor\\).*≥ 0.70 ×")
                .containsPattern("one transaction a record \\|.*\\(alternative\\).*≥ 5.00 ×")
                .containsPattern("answer at 20 events/s, p50 \\|.*\\(floor\\).*≤ 1.30 ×")
                .containsPattern("answer at 200 events/s, p99 \\|.*\\(floor\\).*≤ 3.00 ×")
                .containsPattern("answer at 1000 events/s, max \\|.*\\(floor\\)")
                .containsPattern("one card in the reader \\|")
                .containsPattern("rows written for an event \\|.*\\(floor\\)");
        assertThat(folder.resolve("bench.json")).content().contains("\"ratio\":");
        assertThat(folder.resolve("latency.svg")).content().contains("pipeline p99", "floor p50");
    }

    @Test
    void findsWhatACardCostsAtManyReadersAndWithTwoProcessors() throws IOException {
        assertThat(run("--tiny", "--only", "READERS", "--out=" + folder))
                .as(said.toString())
                .isZero();
        assertThat(Files.readString(folder.resolve("bench.md")))
                .containsPattern("work for a card, 1 at once \\|")
                .containsPattern("time for a card, 512 at once, 2 processors \\|.*\\(1 processor\\)");
        assertThat(folder.resolve("readers.svg")).content().contains("work, 2 processors");
    }

    @Test
    void findsWhatTheHttpApiTakesAndWhatComesOfItsRequests() throws IOException {
        assertThat(run("--tiny", "--only", "HTTP", "--out=" + folder))
                .as(said.toString())
                .isZero();
        assertThat(Files.readString(folder.resolve("bench.md")))
                .containsPattern("authenticationresponse at 20/s, p50 \\|.*\\(the broker alone\\).*≤ 3.00 ×")
                .containsPattern("answers over HTTP at 32 connections \\|.*≥ 200")
                .containsPattern("requests lost, or other than reported to their client \\| 0.00.* yes ")
                .containsPattern("cards that were given two PINs \\| 0.00.* yes ");
    }

    @Test
    void refusesAPartThatItDoesNotKnow() {
        assertThat(run("--only", "SPEED")).isEqualTo(2);
        assertThat(said.toString()).contains("SPEED");
    }
}
