package org.cardroom.demo.issuance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.cardroom.agent.config.AgentConfig;
import org.cardroom.demo.issuance.IssuanceFixture.CardType;
import org.cardroom.processor.keys.KeystoreGenerator;
import org.cardroom.testkit.card.VirtualCard;
import org.cardroom.testkit.card.VirtualCardBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Agents that are killed at each command of a GIDS card's exchange, and started again. PIV cards differ in their commands
 * only, which other tests tear at each: a process for each of them would double the time that this takes.
 */
@Tag("long")
class AgentKillTest {
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
    void isIssuedByTheAgentThatIsStartedAgain(int command) throws IOException, InterruptedException {
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

    private static int exitOf(String agent, Path card, int command) throws IOException, InterruptedException {
        FEW.acquire();
        Process process = process(agent, card, command);
        try {
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
            FEW.release();
        }
    }

    private static Process process(String agent, Path card, int command) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledAgentMain.class.getName(),
                        fixture.agentFolder(agent).toString(),
                        fixture.kafka.bootstrap(),
                        fixture.keyFolder()
                                .resolve(KeystoreGenerator.PUBLIC_KEYS_FILE)
                                .toString(),
                        card.toString(),
                        Integer.toString(command))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
