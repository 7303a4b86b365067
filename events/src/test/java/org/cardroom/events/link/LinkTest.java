package org.cardroom.events.link;

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
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.Envelope;
import org.cardroom.events.message.Ids;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.Json;
import org.cardroom.events.message.Rejection;
import org.cardroom.events.message.SealedInstruction;
import org.cardroom.events.message.SlotState;
import org.cardroom.events.message.Step;
import org.junit.jupiter.api.Test;

class LinkTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final CardId CARD = new CardId("A1".repeat(16));
    private static final Challenge CHALLENGE = new Challenge("0011223344556677");
    private static final Instruction REJECT = new Instruction.Reject(Rejection.NOT_IN_STOCK);

    private final UUID session = Ids.next();
    private final List<Envelope> late = new ArrayList<>();
    private final Processors processors =
            new Processors(event -> Optional.of(Plan.of(session, CARD, CHALLENGE, Step.PUT_KEY, REJECT)));

    private Question ask(Link link) {
        Link.Subject subject = new Link.Subject(session, CARD, CHALLENGE, System.nanoTime());
        return link.ask("slot-1", subject, origin -> new CardEvent.CardRemoved(origin, session, CARD), late::add);
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
        try (Link link = processors.link(PATIENCE)) {
            assertThat(ask(link).await().orElseThrow().instruction()).isEqualTo(REJECT);
        }
    }

    @Test
    void opensANewChannelEveryDay() {
        Wall wall = new Wall();
        Channels channels = new Channels(Processors.identity(), wall);
        Object first = channels.current();
        wall.now = wall.now.plus(Duration.ofHours(19));
        assertThat(channels.current()).isSameAs(first);
        wall.now = wall.now.plus(Duration.ofHours(2));
        assertThat(channels.current()).isNotSameAs(first);
    }

    @Test
    void opensANewChannelIfTheClockWasSetBack() {
        Wall wall = new Wall();
        Channels channels = new Channels(Processors.identity(), wall);
        Object first = channels.current();
        wall.now = wall.now.minus(Duration.ofDays(30));
        assertThat(channels.current()).isNotSameAs(first);
    }

    @Test
    void waitsOnPastAFalseInstruction() {
        processors.hold();
        try (Link link = processors.link(PATIENCE)) {
            Question question = ask(link);
            SealedInstruction right = processors.sealed.get(0);
            processors.say(Json.write(new SealedInstruction(right.envelope(), "AAAA".repeat(20))));
            processors.say(Json.write(new SealedInstruction(right.envelope(), "not base64!")));
            processors.release();
            assertThat(question.await()).isPresent();
            assertThat(link.ignored()).isEqualTo(2);
        }
    }

    @Test
    void tellsOnceThatAnInstructionWasLate() {
        processors.hold();
        try (Link link = processors.link(Duration.ofMillis(1))) {
            assertThat(ask(link).await()).isEmpty();
            processors.release();
            processors.say(Json.write(processors.sealed.get(0)));
            assertThat(late).hasSize(1);
            assertThat(link.ignored()).isEqualTo(1);
        }
    }

    @Test
    void takesNoFalseInstructionForALateOne() {
        processors.hold();
        try (Link link = processors.link(Duration.ofMillis(1))) {
            assertThat(ask(link).await()).isEmpty();
            SealedInstruction right = processors.sealed.get(0);
            processors.say(Json.write(new SealedInstruction(right.envelope(), "AAAA".repeat(20))));
            assertThat(late).isEmpty();
        }
    }

    @Test
    void waitsForNothingOnceItAsksNoMore() {
        processors.hold();
        try (Link link = processors.link(PATIENCE)) {
            Question question = ask(link);
            link.askNoMore();
            assertThat(question.await()).isEmpty();
            assertThat(ask(link).await()).isEmpty();
        }
    }

    @Test
    void sendsAnEventAgainUnderTheSameId() {
        Processors silent = new Processors(event -> Optional.empty());
        try (Link link = silent.link(PATIENCE)) {
            silent.down(true);
            Posted posted =
                    link.publish("slot-1", origin -> new CardEvent.AgentStatus(origin, SlotState.INSERT, null, null));
            assertThat(posted.arrivesWithin(PATIENCE)).isFalse();
            silent.down(false);
            assertThat(posted.arrivesWithin(PATIENCE)).isFalse();
            assertThat(posted.arrivesWithin(PATIENCE)).isTrue();
        }
        assertThat(silent.events).hasSize(1);
    }
}
