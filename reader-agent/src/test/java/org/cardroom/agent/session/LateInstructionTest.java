package org.cardroom.agent.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.cardroom.agent.config.AgentTimeouts;
import org.cardroom.agent.slot.AgentFixture;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.client.ScriptedProcessors;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.InstructionEnvelope;
import org.cardroom.events.message.InstructionProgress;
import org.cardroom.testkit.card.VirtualCard;
import org.cardroom.testkit.card.VirtualCardBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LateInstructionTest {
    private static final AgentTimeouts IMPATIENT =
            new AgentTimeouts(Duration.ofMillis(60), Duration.ofMillis(20), Duration.ofMillis(5));
    private static final String NO_ANSWER = "no answer from the processor";

    @TempDir
    private Path folder;

    private final ScriptedProcessors processors = new ScriptedProcessors(new IssuanceScript());
    private final VirtualCard card = VirtualCardBuilder.gids().adminTries(1).build();

    private AgentFixture room() {
        return new AgentFixture(folder.resolve("journal"), processors, IMPATIENT, null);
    }

    private List<CardEvent.StepReported> reports() {
        return processors.events(CardEvent.StepReported.class);
    }

    private static InstructionEnvelope with(
            InstructionEnvelope e, UUID event, UUID session, CardId card, Challenge challenge, int lifetime) {
        return new InstructionEnvelope(
                1, e.instruction(), e.agent(), e.channel(), event, session, card, e.step(), challenge, lifetime);
    }

    static Stream<UnaryOperator<InstructionEnvelope>> foreign() {
        CardId other = new CardId("00".repeat(16));
        Challenge old = new Challenge("00".repeat(8));
        return Stream.of(
                e -> with(e, UuidGenerator.next(), e.session(), e.card(), e.challenge(), 4000),
                e -> with(e, e.event(), UuidGenerator.next(), e.card(), e.challenge(), 4000),
                e -> with(e, e.event(), e.session(), other, e.challenge(), 4000),
                e -> with(e, e.event(), e.session(), e.card(), old, 4000));
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void touchesNoCardForAForeignInstruction(UnaryOperator<InstructionEnvelope> forged) {
        processors.alterEnvelopes(forged);
        try (AgentFixture fixture = room()) {
            AgentFixture.assertBad(fixture.serve(card), NO_ANSWER);
            assertThat(fixture.link.unmatchedCount()).isEqualTo(3);
        }
        assertThat(reports()).isEmpty();
        CardStateAssert.of(card).isUntouched();
    }

    @Test
    void triesThreeSessionsAndThenGivesTheCardBack() {
        processors.holdInstructions();
        try (AgentFixture fixture = room()) {
            AgentFixture.assertBad(fixture.serve(card), NO_ANSWER);
        }
        assertThat(processors.events(CardEvent.CardInserted.class))
                .extracting(CardEvent.CardInserted::session)
                .hasSize(3)
                .doesNotHaveDuplicates();
        CardStateAssert.of(card).isUntouched();
    }

    @Test
    void givesTheTryOfALateInstructionBack() {
        processors.holdInstructions();
        try (AgentFixture fixture = room()) {
            fixture.serve(card);
            processors.releaseInstructions();
        }
        assertThat(reports()).hasSize(3).allSatisfy(report -> {
            assertThat(report.stage()).isEqualTo(InstructionProgress.NOT_STARTED);
            assertThat(report.response()).isEqualTo(new CardResponse.NotSent("late"));
            assertThat(report.challenge()).isNull();
        });
        CardStateAssert.of(card).isUntouched();
    }

    @Test
    void usesNoInstructionWhoseLifetimeHasPassed() {
        processors.alterEnvelopes(e -> with(e, e.event(), e.session(), e.card(), e.challenge(), 0));
        try (AgentFixture fixture = room()) {
            AgentFixture.assertBad(fixture.serve(card), NO_ANSWER);
        }
        assertThat(reports())
                .extracting(CardEvent.StepReported::response)
                .containsOnly(new CardResponse.NotSent("late"));
        CardStateAssert.of(card).isUntouched();
    }

    @Test
    void usesAnInstructionOnce() {
        try (AgentFixture fixture = new AgentFixture(folder.resolve("journal"), processors)) {
            AgentFixture.assertGood(fixture.serve(card));
            processors.sealed.forEach(again -> processors.deliver(MessageJson.write(again)));
            assertThat(fixture.link.unmatchedCount()).isEqualTo(2);
        }
        assertThat(reports()).hasSize(2);
    }

    @Test
    void usesAnInstructionOnceThatIsDeliveredTwice() {
        processors.deliverTwice();
        try (AgentFixture fixture = new AgentFixture(folder.resolve("journal"), processors)) {
            AgentFixture.assertGood(fixture.serve(card));
            assertThat(fixture.link.unmatchedCount()).isEqualTo(2);
        }
        assertThat(reports()).hasSize(2);
        assertThat(card.keyWrites()).isOne();
        CardStateAssert.of(card).isIssued();
    }

    @Test
    void ignoresWhatIsNoInstruction() {
        try (AgentFixture fixture = room()) {
            processors.deliver(new byte[] {1, 2, 3});
            processors.deliver(new byte[0]);
            assertThat(fixture.link.unmatchedCount()).isEqualTo(2);
            AgentFixture.assertGood(fixture.serve(card));
        }
    }

    @Test
    void goesOnWithTheNextSessionOnceTheProcessorIsBack() {
        processors.holdInstructions();
        try (AgentFixture fixture = room()) {
            fixture.reader.insert(card);
            await().until(() -> processors.sealed.size() == 2);
            processors.releaseInstructions();
            AgentFixture.assertGood(fixture.awaitEnd(0));
        }
        CardStateAssert.of(card).isIssued();
    }
}
