package org.cardroom.agent.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.cardroom.agent.config.AgentTimeouts;
import org.cardroom.agent.session.IssuanceScript;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.client.ScriptedProcessors;
import org.cardroom.events.client.ScriptedReply;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.InstructionType;
import org.cardroom.events.message.SlotState;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.events.secret.Pin;
import org.cardroom.testkit.logging.LogCapture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cards and readers that answer anything, or nothing: no answer ends or stops a slot's loop. */
@Tag("long")
class RandomResponseFuzzTest {
    /** From each of the seeds: 104,000 in all. */
    private static final int ANSWERS = 26_000;

    private static final AgentTimeouts SHORT =
            new AgentTimeouts(Duration.ofMillis(500), Duration.ofMillis(1), Duration.ofNanos(1000));

    @TempDir(factory = InMemoryTempDirFactory.class)
    private Path folder;

    /** A directory in memory, if there is one: on disk thousands of cards would be slow. */
    static final class InMemoryTempDirFactory implements TempDirFactory {
        private static final Path SHARED = Path.of("/dev/shm");

        @Override
        public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context) throws IOException {
            return Files.isWritable(SHARED)
                    ? Files.createTempDirectory(SHARED, "garbage")
                    : Files.createTempDirectory("garbage");
        }
    }

    /** Sends each card an instruction that may or may not fit. */
    private static Optional<ScriptedReply> anything(Random random, CardEvent event) {
        if (event instanceof CardEvent.BlankCardInserted blank) {
            return Optional.of(initialise(blank));
        }
        if (event instanceof CardEvent.CardInserted e && random.nextInt(3) == 0) {
            return Optional.of(ScriptedReply.of(
                    e.session(),
                    e.card(),
                    e.challenge(),
                    InstructionType.REQUEST_MUTUAL_AUTH,
                    new Instruction.RequestMutualAuth()));
        }
        if (event instanceof CardEvent.StepReported e && e.hostChallenge() != null) {
            Instruction both = bothWays(random.nextBoolean(), e.challenge(), e.hostChallenge());
            return Optional.of(ScriptedReply.of(e.session(), e.card(), e.challenge(), InstructionType.SET_PIN, both));
        }
        if (event instanceof CardEvent.CardInserted e) {
            return Optional.of(anything(random, e.session(), e.card(), e.challenge(), e.kind()));
        }
        return event instanceof CardEvent.StepReported e && e.challenge() != null
                ? Optional.of(anything(random, e.session(), e.card(), e.challenge(), CardKind.PIV))
                : Optional.empty();
    }

    private static ScriptedReply initialise(CardEvent.BlankCardInserted blank) {
        CardId card = CardId.parse(UUID.randomUUID().toString());
        Instruction told = new Instruction.Initialise(IssuanceScript.initial(CardKind.GIDS, KeyAlgorithm.TDES));
        return ScriptedReply.of(blank.session(), card, blank.challenge(), InstructionType.INITIALISE, told);
    }

    private static ScriptedReply anything(
            Random random, UUID session, CardId card, Challenge challenge, CardKind kind) {
        KeyAlgorithm algorithm = challenge.length() == 8 ? KeyAlgorithm.TDES : KeyAlgorithm.AES_192;
        AdminKey key = IssuanceScript.initial(kind, algorithm);
        if (random.nextBoolean()) {
            Instruction putKey = new Instruction.PutKey(key.respond(challenge), key);
            return ScriptedReply.of(session, card, challenge, InstructionType.PUT_KEY, putKey);
        }
        boolean puk = random.nextBoolean();
        Instruction setPin = new Instruction.SetPin(
                key.respond(challenge),
                IssuanceScript.pin(IssuanceScript.PIN),
                puk ? List.of(IssuanceScript.pin(IssuanceScript.PUK), IssuanceScript.pin("12345678")) : List.of(),
                puk ? IssuanceScript.pin(IssuanceScript.PUK) : null);
        return ScriptedReply.of(session, card, challenge, InstructionType.SET_PIN, setPin);
    }

    /** Of the right length half the time, where that does not tell the card's kind. */
    private static Instruction bothWays(boolean gids, Challenge cards, Challenge hosts) {
        boolean shortBlock = cards.length() == 8;
        if (gids && !shortBlock) {
            AdminKey key = IssuanceScript.initial(CardKind.GIDS, KeyAlgorithm.TDES);
            return new Instruction.SetPin(
                    key.respondGidsMutual(cards, hosts),
                    key.expectedGidsProof(cards, hosts),
                    IssuanceScript.pin(IssuanceScript.PIN),
                    List.of(),
                    null);
        }
        AdminKey key = IssuanceScript.initial(CardKind.PIV, shortBlock ? KeyAlgorithm.TDES : KeyAlgorithm.AES_192);
        List<Pin> puks = List.of(IssuanceScript.pin("12345678"));
        return new Instruction.SetPin(
                key.respondPivMutual(cards),
                key.expectedPivProof(hosts),
                IssuanceScript.pin(IssuanceScript.PIN),
                puks,
                IssuanceScript.pin(IssuanceScript.PUK));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void doesNotEndALoop(long seed) {
        Random random = new Random(seed);
        ScriptedProcessors processors = new ScriptedProcessors(event -> anything(random, event));
        RandomResponseReader reader = new RandomResponseReader(new Random(seed + 1000));
        try (LogCapture logCapture = new LogCapture("org.cardroom");
                AgentFixture fixture = new AgentFixture(folder.resolve("journal"), processors, SHORT, reader, 0)) {
            await().atMost(Duration.ofMinutes(2)).until(() -> {
                logCapture.clear();
                return reader.answers() > ANSWERS;
            });
            int before = fixture.shown.size();
            await().until(() ->
                    fixture.shown.stream().skip(before).anyMatch(status -> status.state() == SlotState.INSERT));
        }
        assertThat(processors.events(CardEvent.BlankCardInserted.class)).hasSizeGreaterThan(100);
        assertThat(processors.events(CardEvent.StepReported.class))
                .hasSizeGreaterThan(100)
                .anyMatch(report -> report.hostChallenge() != null);
    }
}
