package org.cardroom.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.smartcardio.Card;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import org.cardroom.agent.link.Processors;
import org.cardroom.lab.cards.NewCard;
import org.cardroom.lab.cards.VirtualCard;
import org.cardroom.lab.cards.VirtualReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A card that is seen before it has its power, as pcscd shows some when many are put in at once. */
class UnreadyTest {
    @TempDir
    private Path folder;

    private final VirtualCard card = NewCard.gids().make();

    private SlotObserver.Shown serve(int refusals) {
        Unready reader = new Unready(card, refusals);
        try (TestRoom room =
                new TestRoom(folder.resolve("journal"), new Processors(new Issuing()), TestRoom.SHORT, reader)) {
            return room.awaitEnd(0);
        }
    }

    @Test
    void issuesACardThatIsReadyAMomentLater() {
        TestRoom.assertGood(serve(2));
        Proof.of(card).isIssued();
    }

    @Test
    void givesUpACardThatIsNeverReady() {
        TestRoom.assertBad(serve(Integer.MAX_VALUE), "the card cannot be connected");
        assertThat(card.keyWrites()).isZero();
    }

    private static final class Unready extends CardTerminal {
        private final VirtualReader reader = new VirtualReader("Unready", Duration.ZERO);
        private final AtomicInteger refusals;

        Unready(VirtualCard card, int refusals) {
            this.refusals = new AtomicInteger(refusals);
            reader.insert(card);
        }

        @Override
        public String getName() {
            return reader.getName();
        }

        @Override
        public Card connect(String protocol) throws CardException {
            if (refusals.getAndDecrement() > 0) {
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
