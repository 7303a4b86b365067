package org.cardroom.events.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.InstructionEnvelope;
import org.cardroom.events.message.InstructionType;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.events.message.SealedInstruction;
import org.cardroom.events.message.SlotState;
import org.junit.jupiter.api.Test;

class InstructionClientTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final CardId CARD = new CardId("A1".repeat(16));
    private static final Challenge CHALLENGE = new Challenge("0011223344556677");
    private static final Instruction REJECT = new Instruction.Reject(RejectionReason.NOT_IN_STOCK);

    private final UUID session = UuidGenerator.next();
    private final List<InstructionEnvelope> late = new ArrayList<>();
    private final ScriptedProcessors processors = new ScriptedProcessors(
            event -> Optional.of(ScriptedReply.of(session, CARD, CHALLENGE, InstructionType.PUT_KEY, REJECT)));

    private InstructionFuture ask(InstructionClient client) {
        InstructionClient.RequestContext context =
                new InstructionClient.RequestContext(session, CARD, CHALLENGE, System.nanoTime());
        return client.request("slot-1", context, header -> new CardEvent.CardRemoved(header, session, CARD), late::add);
    }

    /** A clock that people can set. */
    private static final class Wall extends Clock {
        private Instant now = Instant.parse("2026-03-01T09:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneId.of("UTC");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Test
    void takesTheInstructionThatAnswersItsEvent() {
        try (InstructionClient client = processors.connectClient(PATIENCE)) {
            assertThat(ask(client).await().orElseThrow().instruction()).isEqualTo(REJECT);
        }
    }

    @Test
    void opensANewChannelEveryDay() {
        Wall wall = new Wall();
        RotatingAgentChannel channels = new RotatingAgentChannel(ScriptedProcessors.agentIdentity(), wall);
        Object first = channels.current();
        wall.now = wall.now.plus(Duration.ofHours(19));
        assertThat(channels.current()).isSameAs(first);
        wall.now = wall.now.plus(Duration.ofHours(2));
        assertThat(channels.current()).isNotSameAs(first);
    }

    @Test
    void opensANewChannelIfTheClockWasSetBack() {
        Wall wall = new Wall();
        RotatingAgentChannel channels = new RotatingAgentChannel(ScriptedProcessors.agentIdentity(), wall);
        Object first = channels.current();
        wall.now = wall.now.minus(Duration.ofDays(30));
        assertThat(channels.current()).isNotSameAs(first);
    }

    @Test
    void waitsOnPastAFalseInstruction() {
        processors.holdInstructions();
        try (InstructionClient client = processors.connectClient(PATIENCE)) {
            InstructionFuture future = ask(client);
            SealedInstruction right = processors.sealed.get(0);
            processors.deliver(MessageJson.write(new SealedInstruction(right.envelope(), "AAAA".repeat(20))));
            processors.deliver(MessageJson.write(new SealedInstruction(right.envelope(), "not base64!")));
            processors.releaseInstructions();
            assertThat(future.await()).isPresent();
            assertThat(client.unmatchedCount()).isEqualTo(2);
        }
    }

    @Test
    void tellsOnceThatAnInstructionWasLate() {
        processors.holdInstructions();
        try (InstructionClient client = processors.connectClient(Duration.ofMillis(1))) {
            assertThat(ask(client).await()).isEmpty();
            processors.releaseInstructions();
            processors.deliver(MessageJson.write(processors.sealed.get(0)));
            assertThat(late).hasSize(1);
            assertThat(client.unmatchedCount()).isEqualTo(1);
        }
    }

    @Test
    void takesNoFalseInstructionForALateOne() {
        processors.holdInstructions();
        try (InstructionClient client = processors.connectClient(Duration.ofMillis(1))) {
            assertThat(ask(client).await()).isEmpty();
            SealedInstruction right = processors.sealed.get(0);
            processors.deliver(MessageJson.write(new SealedInstruction(right.envelope(), "AAAA".repeat(20))));
            assertThat(late).isEmpty();
        }
    }

    @Test
    void waitsForNothingOnceItAsksNoMore() {
        processors.holdInstructions();
        try (InstructionClient client = processors.connectClient(PATIENCE)) {
            InstructionFuture future = ask(client);
            client.stopAccepting();
            assertThat(future.await()).isEmpty();
            assertThat(ask(client).await()).isEmpty();
        }
    }

    @Test
    void sendsAnEventAgainUnderTheSameId() {
        ScriptedProcessors silent = new ScriptedProcessors(event -> Optional.empty());
        try (InstructionClient client = silent.connectClient(PATIENCE)) {
            silent.setBrokerDown(true);
            EventPublication publication = client.publish(
                    "slot-1", header -> new CardEvent.SlotStatusChanged(header, SlotState.INSERT, null, null));
            assertThat(publication.awaitAckOrResend(PATIENCE)).isFalse();
            silent.setBrokerDown(false);
            assertThat(publication.awaitAckOrResend(PATIENCE)).isFalse();
            assertThat(publication.awaitAckOrResend(PATIENCE)).isTrue();
        }
        assertThat(silent.events).hasSize(1);
    }
}
