package org.cardroom.demo.issuance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.cardroom.agent.config.AgentConfig;
import org.cardroom.demo.issuance.IssuanceFixture.CardType;
import org.cardroom.testkit.card.VirtualCard;
import org.cardroom.testkit.card.VirtualCardBuilder;
import org.cardroom.testkit.process.JavaCommand;
import org.cardroom.testkit.process.ManagedProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Agents that are killed at each command of a GIDS card's exchange, and started again. PIV cards differ in their commands
 * only, which other tests tear at each: a process for each of them would double the time that this takes.
 */
@Tag("long")
class AgentKillTest {
    private static final Logger LOG = LoggerFactory.getLogger(AgentKillTest.class);
    private static final Semaphore FEW = new Semaphore(2);

    @TempDir
    static Path folder;

    private static IssuanceFixture fixture;

    @BeforeAll
    static void open() {
        fixture = new IssuanceFixture(folder);
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    static IntStream commands() {
        return IntStream.rangeClosed(1, CardType.GIDS.commands);
    }

    @ParameterizedTest
    @MethodSource("commands")
    @Execution(ExecutionMode.CONCURRENT)
    void isIssuedByTheAgentThatIsStartedAgain(int command) throws InterruptedException {
        AgentConfig agent = fixture.enrolAgent("killed-" + command);
        Path file = folder.resolve("card-" + command);
        fixture.createRequestFor(
                CardType.GIDS,
                VirtualCardBuilder.gids().adminTries(3).withFile(file).build());
        assertThat(exitOf(agent.name(), file, command)).isEqualTo(KilledAgentMain.EXIT);
        VirtualCard card = VirtualCard.load(file);
        try (OperatorFixture again = new OperatorFixture(agent, 1)) {
            fixture.assertIssued(card, again.serve(card), 1);
        }
        assertThat(card.keyWrites()).isOne();
    }

    private static int exitOf(String agent, Path card, int command) throws InterruptedException {
        FEW.acquire();
        ManagedProcess process = ManagedProcess.start("agent", command(agent, card, command), LOG::debug);
        try {
            assertThat(process.awaitExit(Duration.ofMinutes(1))).isTrue();
            return process.exitCode();
        } finally {
            process.kill();
            FEW.release();
        }
    }

    private static ProcessBuilder command(String agent, Path card, int command) {
        List<String> options = new ArrayList<>(JavaCommand.SMALL);
        options.add("-Xmx64m");
        return new ProcessBuilder(JavaCommand.of(
                KilledAgentMain.class,
                options,
                List.of(
                        fixture.agentFolder(agent).toString(),
                        fixture.kafka.bootstrap(),
                        fixture.processorsFile().toString(),
                        card.toString(),
                        Integer.toString(command))));
    }
}
