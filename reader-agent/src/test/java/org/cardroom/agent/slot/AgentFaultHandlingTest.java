package org.cardroom.agent.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.smartcardio.Card;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import org.cardroom.agent.config.AgentTimeouts;
import org.cardroom.agent.session.CardStateAssert;
import org.cardroom.agent.session.IssuanceScript;
import org.cardroom.events.client.ScriptedProcessors;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.InstructionProgress;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.events.message.SlotState;
import org.cardroom.testkit.card.VirtualCard;
import org.cardroom.testkit.card.VirtualCardBuilder;
import org.cardroom.testkit.reader.VirtualReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Faults of readers, brokers and cards. */
class AgentFaultHandlingTest {
    private static final AgentTimeouts IMPATIENT =
            new AgentTimeouts(Duration.ofMillis(100), Duration.ofMillis(20), Duration.ofMillis(5));
    private static final String NO_BROKER = "the broker does not answer";

    @TempDir
    private Path folder;

    private final ScriptedProcessors processors = new ScriptedProcessors(new IssuanceScript());

    private AgentFixture room() {
        return new AgentFixture(folder.resolve("journal"), processors, IMPATIENT, null);
    }

    @Test
    void givesABlankCardBack() {
        try (AgentFixture fixture = room()) {
            AgentFixture.assertBad(
                    fixture.serve(VirtualCardBuilder.gids().blank().build()), RejectionReason.BLANK.description());
        }
        assertThat(processors.events(CardEvent.CardInserted.class)).isEmpty();
        assertThat(processors.events(CardEvent.CardRemoved.class)).isEmpty();
    }

    @Test
    void tellsTheProcessorsOfACardThatItRefuses() {
        try (AgentFixture fixture = room()) {
            fixture.serve(VirtualCardBuilder.gids().blank().atr("3B00").build());
        }
        assertThat(processors.events(CardEvent.SlotStatusChanged.class))
                .anyMatch(status -> status.state() == SlotState.REMOVE_FAILED
                        && RejectionReason.BLANK.description().equals(status.reason())
                        && "3B00".equals(status.atr().hex()));
    }

    @Test
    void givesABlockedCardBack() {
        VirtualCard card = VirtualCardBuilder.gids()
                .adminKey("5A".repeat(24))
                .adminTries(1)
                .build();
        try (AgentFixture fixture = room()) {
            AgentFixture.assertBad(fixture.serve(card), "the card is blocked");
            AgentFixture.assertBad(fixture.serve(card), "the card is blocked");
        }
    }

    @Test
    void givesACardBackThatRefusesBothKeys() {
        VirtualCard card = VirtualCardBuilder.gids().adminKey("5A".repeat(24)).build();
        try (AgentFixture fixture = room()) {
            AgentFixture.assertBad(fixture.serve(card), "the card refused its keys");
        }
        assertThat(processors.events(CardEvent.StepReported.class))
                .extracting(CardEvent.StepReported::stage)
                .containsExactly(InstructionProgress.ANSWER, InstructionProgress.ANSWER);
        assertThat(card.keyWrites()).isZero();
    }

    @Test
    void saysThatTheBrokerIsAwayAndGoesOnOnceItIsBack() {
        VirtualCard card = VirtualCardBuilder.gids().build();
        try (AgentFixture fixture = room()) {
            fixture.awaitEmpty();
            processors.setBrokerDown(true);
            fixture.reader.insert(card);
            fixture.awaitReason(NO_BROKER);
            processors.setBrokerDown(false);
            await().until(() -> fixture.shown.stream().anyMatch(now -> now.state() == SlotState.REMOVE_ISSUED));
        }
        CardStateAssert.of(card).isIssued();
    }

    @Test
    void losesNoReportWhileTheBrokerIsAway() {
        VirtualCard card = VirtualCardBuilder.gids().build();
        try (AgentFixture fixture = room()) {
            fixture.awaitEmpty();
            processors.failBrokerAt(CardEvent.StepReported.class);
            fixture.reader.insert(card);
            fixture.awaitReason(NO_BROKER);
            fixture.reader.remove();
            processors.setBrokerDown(false);
            fixture.awaitEmpty();
            assertThat(processors.events(CardEvent.StepReported.class))
                    .first()
                    .extracting(CardEvent.StepReported::stage)
                    .isEqualTo(InstructionProgress.DONE);
            AgentFixture.assertGood(fixture.serve(card));
        }
        CardStateAssert.of(card).isIssued();
    }

    @Test
    void marksAnUnpluggedReader() {
        try (AgentFixture fixture = room()) {
            fixture.awaitEmpty();
            fixture.reader.unplug();
            fixture.awaitReason("the reader does not work");
        }
        assertThat(processors.events(CardEvent.SlotStatusChanged.class))
                .last()
                .extracting(CardEvent.SlotStatusChanged::state)
                .isEqualTo(SlotState.FAULT);
    }

    @Test
    void saysThatACardIsRemovedWithItsReader() {
        processors.holdInstructions();
        try (AgentFixture fixture = room()) {
            fixture.reader.insert(VirtualCardBuilder.gids().build());
            await().until(() -> !processors.sealed.isEmpty());
            fixture.reader.unplug();
            fixture.awaitReason("the reader does not work");
        }
        assertThat(processors.events(CardEvent.CardRemoved.class)).hasSize(1);
    }

    @Test
    void servesAReaderThatWorksAgain() {
        FlakyReader flaky = new FlakyReader(VirtualCardBuilder.gids().build(), 4);
        try (AgentFixture fixture = new AgentFixture(folder.resolve("journal"), processors, IMPATIENT, flaky)) {
            AgentFixture.assertGood(fixture.awaitEnd(0));
        }
        assertThat(processors.events(CardEvent.SlotStatusChanged.class))
                .extracting(CardEvent.SlotStatusChanged::state)
                .containsSequence(SlotState.FAULT, SlotState.INSERT);
    }

    /** A reader whose driver fails a few times, in ways that it should not. */
    private static final class FlakyReader extends CardTerminal {
        private final VirtualReader reader = new VirtualReader("Flaky", Duration.ZERO);
        private final AtomicInteger failures;

        FlakyReader(VirtualCard card, int failures) {
            this.failures = new AtomicInteger(failures);
            reader.insert(card);
        }

        @Override
        public String getName() {
            return reader.getName();
        }

        @Override
        public Card connect(String protocol) throws CardException {
            return reader.connect(protocol);
        }

        @Override
        public boolean isCardPresent() throws CardException {
            return reader.isCardPresent();
        }

        @Override
        public boolean waitForCardPresent(long timeout) throws CardException {
            int left = failures.getAndDecrement();
            if (left > 0 && left % 2 == 0) {
                throw new IllegalStateException("the driver is confused");
            }
            if (left > 0) {
                throw new CardException("the cable is loose");
            }
            return reader.waitForCardPresent(timeout);
        }

        @Override
        public boolean waitForCardAbsent(long timeout) throws CardException {
            return reader.waitForCardAbsent(timeout);
        }
    }

    @Test
    void noticesACardThatIsChangedForAnotherAtOnce() {
        VirtualCard first = VirtualCardBuilder.gids().build();
        VirtualCard second = VirtualCardBuilder.piv().build();
        try (AgentFixture fixture = room()) {
            fixture.reader.insert(first);
            fixture.awaitEnd(0);
            int before = fixture.shown.size();
            fixture.reader.remove();
            fixture.reader.insert(second);
            AgentFixture.assertGood(fixture.awaitEnd(before));
        }
        CardStateAssert.of(second).isIssued();
        assertThat(processors.events(CardEvent.CardRemoved.class)).hasSize(1);
    }

    @Test
    void sparesTheTryOfACardThatLeftWhileItWaited() {
        VirtualCard card = VirtualCardBuilder.gids().build();
        processors.holdInstructions();
        try (AgentFixture fixture = room()) {
            fixture.reader.insert(card);
            await().until(() -> !processors.sealed.isEmpty());
            fixture.reader.remove();
            processors.releaseInstructions();
            fixture.awaitEmpty();
        }
        assertThat(processors.events(CardEvent.StepReported.class))
                .allMatch(report -> report.stage() == InstructionProgress.NOT_STARTED && report.challenge() == null);
    }

    @Test
    @Timeout(60)
    void endsWhileACardWaitsMinutesForItsInstruction() {
        processors.holdInstructions();
        AgentTimeouts patient = new AgentTimeouts(Duration.ofMinutes(5), Duration.ofMillis(20), Duration.ofMillis(5));
        AgentFixture fixture = new AgentFixture(folder.resolve("journal"), processors, patient, null);
        fixture.reader.insert(VirtualCardBuilder.gids().build());
        await().until(() -> !processors.sealed.isEmpty());
        fixture.close();
        fixture.assertLast("the agent stopped before the card was issued");
    }
}
