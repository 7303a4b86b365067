package org.cardroom.agent.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.smartcardio.Card;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import org.cardroom.agent.config.AgentTimeouts;
import org.cardroom.agent.display.SlotObserver;
import org.cardroom.agent.slot.AgentFixture;
import org.cardroom.events.client.ScriptedProcessors;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.SlotState;
import org.cardroom.testkit.card.VirtualCard;
import org.cardroom.testkit.card.VirtualCardBuilder;
import org.cardroom.testkit.reader.VirtualReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A card that is seen before it has its power, as pcscd shows some when many are put in at once. */
class UnreadyCardRetryTest {
    @TempDir
    private Path folder;

    private final VirtualCard card = VirtualCardBuilder.gids().build();

    private SlotObserver.SlotStatus serve(int refusals) {
        UnreadyReader reader = new UnreadyReader(card, refusals);
        try (AgentFixture fixture = new AgentFixture(
                folder.resolve("journal"),
                new ScriptedProcessors(new IssuanceScript()),
                AgentFixture.SHORT_TIMEOUTS,
                reader)) {
            return fixture.awaitEnd(0);
        }
    }

    @Test
    void issuesACardThatIsReadyAMomentLater() {
        AgentFixture.assertGood(serve(2));
        CardStateAssert.of(card).isIssued();
    }

    @Test
    void givesUpACardThatIsNeverReady() {
        AgentFixture.assertBad(serve(Integer.MAX_VALUE), "cannot connect to the card");
        assertThat(card.keyWrites()).isZero();
    }

    @Test
    void pausesBeforeItTriesAgainAndEndsInThePause() {
        UnreadyReader reader = new UnreadyReader(card, Integer.MAX_VALUE);
        AgentTimeouts timeouts = new AgentTimeouts(Duration.ofSeconds(2), Duration.ofMillis(20), Duration.ofHours(1));
        ScriptedProcessors processors = new ScriptedProcessors(new IssuanceScript());
        try (AgentFixture fixture = new AgentFixture(folder.resolve("journal"), processors, timeouts, reader)) {
            await().until(() -> reader.connects() > 0);
            assertThat(fixture.shown).last().extracting("state").isEqualTo(SlotState.WORKING);
        }
        assertThat(reader.connects()).as("one try, and the watch at the end").isEqualTo(2);
    }

    @Test
    void triesNoBlankCardAgainThatFallsSilentWhileItIsInitialised() {
        ScriptedProcessors processors = new ScriptedProcessors(new BlankCardScript());
        AtomicInteger commands = new AtomicInteger();
        try (AgentFixture fixture = new AgentFixture(folder.resolve("journal"), processors)) {
            fixture.reader.intercept((command, blank) -> {
                if (commands.incrementAndGet() > 10) {
                    throw new CardException("the card is mute");
                }
                return blank.transmit(command);
            });
            AgentFixture.assertBad(
                    fixture.serve(VirtualCardBuilder.gids().blank().build()), "the card was removed too early");
        }
        assertThat(processors.events(CardEvent.BlankCardInserted.class)).hasSize(1);
    }

    private static final class UnreadyReader extends CardTerminal {
        private final VirtualReader reader = new VirtualReader("Unready", Duration.ZERO);
        private final AtomicInteger connects = new AtomicInteger();
        private final int refusals;

        UnreadyReader(VirtualCard card, int refusals) {
            this.refusals = refusals;
            reader.insert(card);
        }

        int connects() {
            return connects.get();
        }

        @Override
        public String getName() {
            return reader.getName();
        }

        @Override
        public Card connect(String protocol) throws CardException {
            if (connects.getAndIncrement() < refusals) {
                throw new CardException("the card is unpowered");
            }
            return reader.connect(protocol);
        }

        @Override
        public boolean isCardPresent() throws CardException {
            return reader.isCardPresent();
        }

        @Override
        public boolean waitForCardPresent(long timeout) throws CardException {
            return reader.waitForCardPresent(timeout);
        }

        @Override
        public boolean waitForCardAbsent(long timeout) throws CardException {
            return reader.waitForCardAbsent(timeout);
        }
    }
}
