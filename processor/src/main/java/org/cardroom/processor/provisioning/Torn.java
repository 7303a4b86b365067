package org.cardroom.processor.provisioning;

import org.cardroom.db.issuing.Card;
import org.cardroom.db.issuing.CardKeys;
import org.cardroom.db.issuing.Exchange;
import org.cardroom.events.message.CardEvent.CardInserted;
import org.cardroom.events.message.CardEvent.CardUnfit;
import org.cardroom.events.message.Journal;
import org.cardroom.events.message.Origin;
import org.cardroom.events.message.Stage;
import org.cardroom.events.message.Step;

/** What a card's last instruction may have written, when the card comes back before its outcome was reported. */
final class Torn {
    private Torn() {}

    /**
     * The card as it may be now: a write that the agent's journal does not rule out may have happened, and a key that
     * may have been put after it was refused is tried again. An answer that was surely never given is not counted.
     */
    static Card resolved(Card card, CardInserted event) {
        Exchange last = card.exchange();
        if (last == null || last.instruction() == null) {
            return card;
        }
        boolean key = last.step() == Step.PUT_KEY && maybe(last, event.origin(), event.journal(), Stage.KEY);
        boolean puk = last.step() == Step.SET_PIN && maybe(last, event.origin(), event.journal(), Stage.PUK);
        CardKeys keys = key ? card.keys().put() : card.keys();
        int unspent = maybe(last, event.origin(), event.journal(), Stage.ANSWER) ? 0 : 1;
        int untried = last.step() == Step.PROVE ? 0 : unspent;
        return card.with(keys.maybeSent(false, puk)).counting(card.tries() - untried, card.steps() - unspent);
    }

    /** Whether a key write may have been cut in its middle, so that the card may have no key at all. */
    static boolean keyMayBeCut(Card card, CardUnfit event) {
        Exchange last = card.exchange();
        boolean now =
                last != null && last.step() == Step.PUT_KEY && maybe(last, event.origin(), event.journal(), Stage.KEY);
        return now || card.keys().keySent();
    }

    /** Only the same agent with the same memory can say that it never sent it. */
    private static boolean maybe(Exchange last, Origin origin, Journal journal, Stage stage) {
        boolean sameMemory =
                last.agent().equals(origin.agent()) && last.journal().equals(journal.id());
        return !sameMemory || last.instruction() == null || journal.sent(last.instruction(), stage);
    }
}
