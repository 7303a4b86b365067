package org.cardroom.bench.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.cardroom.bench.BenchCommand;
import org.cardroom.testkit.pcsc.ExternalCardTools;
import org.cardroom.testkit.pcsc.VirtualPcscd;
import org.cardroom.testkit.pcsc.VpcdSlot;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

@Tag("long")
class ReadersBenchCommandTest {
    private static final int MOST_COMMANDS = 16;

    private final StringWriter said = new StringWriter();

    private int run(String... args) {
        CommandLine bench = new CommandLine(new BenchCommand());
        bench.setOut(new PrintWriter(said)).setErr(new PrintWriter(said));
        return bench.execute(args);
    }

    @Test
    void comparesTheAgentWithGidsTool() {
        assumeTrue(ExternalCardTools.checkAvailable(), "no PC/SC");
        assertThat(run("readers", "--cards", "1", "--apdu-millis", "0")).isZero();
        assertThat(said.toString())
                .containsPattern("the agent, key and PIN .* s and .* commands a card")
                .containsPattern("gids-tool, key, then PIN .* s and .* commands a card")
                .containsPattern("ratio \\d\\.\\d\\d of the time");
    }

    @Test
    void countsTheCommandsOfTheAgentAtTheCard() throws IOException {
        assumeTrue(ExternalCardTools.checkAvailable(), "no PC/SC");
        try (VirtualPcscd pcscd = VirtualPcscd.startForThisProcess(2, Duration.ZERO)) {
            VpcdSlot slot = pcscd.slots().get(0);
            assertThat(new AgentIssuanceRun(slot).issue(1).commands()).isLessThanOrEqualTo(MOST_COMMANDS);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--cards=0, --cards must be 1 to 1000",
        "--apdu-millis=-1, --apdu-millis must be 0 to 1000",
    })
    void refusesWhatItCannotDo(String option, String reason) {
        assertThat(run("readers", option)).isEqualTo(2);
        assertThat(said.toString()).startsWith(reason);
    }

    @Test
    void comparesAverages() {
        PerCardCost agent = new PerCardCost(0.5, 11);
        PerCardCost tool = new PerCardCost(2.0, 66);
        assertThat(agent.timeRatio(tool)).isEqualTo(0.25);
        assertThat(agent.commandRatio(tool)).isEqualTo(11.0 / 66);
    }
}
