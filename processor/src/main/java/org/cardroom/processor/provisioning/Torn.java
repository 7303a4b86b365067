package org.cardroom.processor.provisioning;

import org.cardroom.db.issuing.Card;
import org.cardroom.db.issuing.CardKeys;
import org.cardroom.db.issuing.Exchange;
import org.cardroom.events.message.CardEvent.CardInserted;
import org.cardroom.events.message.Journal;
import org.cardroom.events.message.Stage;
import org.cardroom.events.message.Step;

/** What a card's last instruction may have written, when the card comes back before its outcome was reported. */
final class Torn {
    private Torn() {}

    /**
     * The keys as they may be now: a write that the agent's journal does not rule out may have happened, and a key that
     * may have been put after it was refused is tried again.
     */
    static CardKeys resolved(Card card, CardInserted event) {
        Exchange last = card.exchange();
        if (last == null || last.instruction() == null) {
            return card.keys();
        }
        boolean key = last.step() == Step.PUT_KEY && maybe(last, event, Stage.KEY);
        boolean puk = last.step() == Step.SET_PIN && maybe(last, event, Stage.PUK);
        CardKeys keys = key ? card.keys().put() : card.keys();
        return keys.maybeSent(false, puk);
    }

    /** Only the same agent with the same memory can say that it never sent it. */
    private static boolean maybe(Exchange last, CardInserted event, Stage stage) {
        Journal journal = event.journal();
        boolean sameMemory =
                last.agent().equals(event.origin().agent()) && last.journal().equals(journal.id());
        return !sameMemory || last.instruction() == null || journal.sent(last.instruction(), stage);
    }
}
