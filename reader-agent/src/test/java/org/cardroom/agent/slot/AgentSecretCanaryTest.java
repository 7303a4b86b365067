package org.cardroom.agent.slot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.cardroom.agent.config.AgentTimeouts;
import org.cardroom.agent.session.IssuanceScript;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.card.Hex;
import org.cardroom.events.client.ScriptedProcessors;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.events.secret.SecretBytes;
import org.cardroom.testkit.card.VirtualCard;
import org.cardroom.testkit.card.VirtualCardBuilder;
import org.cardroom.testkit.logging.LogCapture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The canary: neither a PIN nor a key nor an answer is in what the agent logs, shows, publishes or keeps. */
class AgentSecretCanaryTest {
    private static final AgentTimeouts IMPATIENT =
            new AgentTimeouts(Duration.ofMillis(100), Duration.ofMillis(20), Duration.ofMillis(5));

    @TempDir
    private Path folder;

    private final ScriptedProcessors processors = new ScriptedProcessors(new IssuanceScript());

    private void serveAllKindsOfTrouble(AgentFixture fixture) {
        fixture.serve(VirtualCardBuilder.gids().build());
        fixture.serve(VirtualCardBuilder.piv().build());
        fixture.serve(VirtualCardBuilder.piv().withoutExtensions().build());
        fixture.serve(VirtualCardBuilder.gids().adminKey("5A".repeat(24)).build());
        for (int command = 3; command < 12; command++) {
            VirtualCard torn = VirtualCardBuilder.piv().build();
            torn.tearAfter(command);
            fixture.serve(torn);
            fixture.serve(torn);
        }
        processors.holdInstructions();
        fixture.serve(VirtualCardBuilder.gids().build());
        processors.releaseInstructions();
        processors.deliver(new byte[] {1});
        processors.failBrokerAt(CardEvent.CardInserted.class);
        fixture.reader.insert(VirtualCardBuilder.gids().build());
        fixture.awaitReason("the broker does not answer");
        fixture.reader.unplug();
        processors.setBrokerDown(false);
        fixture.awaitReason("the reader does not work");
    }

    private Stream<Challenge> challenges() {
        return Stream.concat(
                processors.events(CardEvent.CardInserted.class).stream().map(CardEvent.CardInserted::challenge),
                processors.events(CardEvent.StepReported.class).stream()
                        .map(CardEvent.StepReported::challenge)
                        .filter(challenge -> challenge != null));
    }

    private List<SecretBytes> secrets() {
        List<SecretBytes> secrets = new ArrayList<>(
                List.of(IssuanceScript.pin(IssuanceScript.PIN), IssuanceScript.pin(IssuanceScript.PUK)));
        for (KeyAlgorithm algorithm : KeyAlgorithm.values()) {
            secrets.add(IssuanceScript.replacement(algorithm));
            secrets.add(IssuanceScript.initial(CardKind.PIV, algorithm));
            challenges()
                    .filter(challenge -> challenge.length() == algorithm.blockLength())
                    .forEach(challenge -> {
                        secrets.add(IssuanceScript.replacement(algorithm).respond(challenge));
                        secrets.add(
                                IssuanceScript.initial(CardKind.PIV, algorithm).respond(challenge));
                        secrets.add(
                                IssuanceScript.initial(CardKind.GIDS, algorithm).respond(challenge));
                    });
        }
        return secrets;
    }

    private static List<String> spellings(SecretBytes secret) {
        ByteBuffer bytes = ByteBuffer.allocate(secret.length());
        secret.copyInto(bytes);
        String hex = Hex.of(bytes.array());
        return List.of(
                hex,
                hex.toLowerCase(Locale.ROOT),
                Base64.getEncoder().withoutPadding().encodeToString(bytes.array()),
                new String(bytes.array(), StandardCharsets.ISO_8859_1));
    }

    @Test
    void isNowhereToBeSeen() throws Exception {
        StringBuilder seen = new StringBuilder();
        try (LogCapture logCapture = new LogCapture("org.cardroom");
                AgentFixture fixture = new AgentFixture(folder.resolve("journal"), processors, IMPATIENT, null)) {
            serveAllKindsOfTrouble(fixture);
            seen.append(logCapture.text()).append(fixture.shown);
        }
        for (CardEvent event : processors.events) {
            seen.append(new String(MessageJson.write(event), StandardCharsets.UTF_8));
        }
        seen.append(Files.readString(folder.resolve("journal")));
        String text = seen.toString();
        assertThat(text).contains("00A40400: 9000", "card removed", "StepReported", "write ");
        assertThat(secrets()).hasSizeGreaterThan(50).allSatisfy(secret -> assertThat(spellings(secret))
                .noneMatch(text::contains));
    }

    @Test
    void needsAtMostSixteenCommandsForAGidsCard() {
        try (LogCapture logCapture = new LogCapture("org.cardroom");
                AgentFixture fixture = new AgentFixture(folder.resolve("journal"), processors)) {
            AgentFixture.assertGood(fixture.serve(VirtualCardBuilder.gids().build()));
            assertThat(loggedCommands(logCapture)).isBetween(9L, 16L);
        }
    }

    /** How many commands were sent to cards: each is logged once. */
    private static long loggedCommands(LogCapture logCapture) {
        return logCapture.lines().stream()
                .filter(line -> line.matches("\\S+ ([0-9A-F]{8}|\\(a command that is not shown\\)): [0-9A-F]{4}"))
                .count();
    }
}
