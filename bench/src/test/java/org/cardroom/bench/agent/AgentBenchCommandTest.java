package org.cardroom.bench.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.cardroom.bench.BenchCommand;
import org.cardroom.testkit.pcsc.ExternalCardTools;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

@Tag("long")
class AgentBenchCommandTest {
    private final StringWriter said = new StringWriter();

    private int run(String... args) {
        CommandLine bench = new CommandLine(new BenchCommand());
        bench.setOut(new PrintWriter(said)).setErr(new PrintWriter(said));
        return bench.execute(args);
    }

    @Test
    void measuresTheAgentOfUsers() {
        assumeTrue(ExternalCardTools.checkAvailable(), "no PC/SC");
        assertThat(run("agent", "--readers", "2", "--seconds", "1"))
                .as(said.toString())
                .isZero();
        assertThat(said.toString())
                .containsPattern("first reader ready +\\d+\\.\\d\\d s")
                .containsPattern("all 2 ready +\\d+\\.\\d\\d s")
                .containsPattern("resident memory +\\d+ MB")
                .containsPattern("commands +\\d+\\.\\d a card")
                .containsPattern("idle CPU +\\d+\\.\\d\\d % of one core, over 1 s");
    }

    @ParameterizedTest
    @CsvSource({
        "--readers=17, --readers must be 1 to 16",
        "--seconds=0, --seconds must be 1 to 3600",
    })
    void refusesWhatItCannotDo(String option, String reason) {
        assertThat(run("agent", option)).isEqualTo(2);
        assertThat(said.toString()).startsWith(reason);
    }
}
