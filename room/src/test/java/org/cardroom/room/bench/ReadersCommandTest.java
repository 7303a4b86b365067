package org.cardroom.room.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.cardroom.lab.pcsc.PcscSlot;
import org.cardroom.lab.pcsc.Pcscd;
import org.cardroom.lab.pcsc.Witnesses;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

@Tag("long")
class ReadersCommandTest {
    private static final int MOST_COMMANDS = 16;

    private final StringWriter said = new StringWriter();

    private int run(String... args) {
        CommandLine bench = new CommandLine(new BenchCommand());
        bench.setOut(new PrintWriter(said)).setErr(new PrintWriter(said));
        return bench.execute(args);
    }

    @Test
    void comparesTheAgentWithGidsTool() {
        assumeTrue(Witnesses.canTestify(), "no PC/SC");
        assertThat(run("readers", "--cards", "1", "--apdu-millis", "0")).isZero();
        assertThat(said.toString())
                .containsPattern("the agent, key and PIN .* s and .* commands a card")
                .containsPattern("gids-tool, key, then PIN .* s and .* commands a card")
                .containsPattern("ratio \\d\\.\\d\\d of the time");
    }

    @Test
    void countsTheCommandsOfTheAgentAtTheCard() throws IOException {
        assumeTrue(Witnesses.canTestify(), "no PC/SC");
        try (Pcscd pcscd = Pcscd.ofThisProcess(2, Duration.ZERO)) {
            PcscSlot slot = pcscd.slots().get(0);
            assertThat(new AgentRun(slot).issue(1).commands()).isLessThanOrEqualTo(MOST_COMMANDS);
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
        Measured agent = new Measured(0.5, 11);
        Measured tool = new Measured(2.0, 66);
        assertThat(agent.timeOf(tool)).isEqualTo(0.25);
        assertThat(agent.commandsOf(tool)).isEqualTo(11.0 / 66);
    }
}
