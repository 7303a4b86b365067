package org.cardroom.processor.decision;

import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.CardKeyState;
import org.cardroom.domain.card.OpenSession;
import org.cardroom.events.message.CardEvent.CardChallengeFailed;
import org.cardroom.events.message.CardEvent.CardInserted;
import org.cardroom.events.message.EventHeader;
import org.cardroom.events.message.InstructionProgress;
import org.cardroom.events.message.InstructionType;
import org.cardroom.events.message.JournalSnapshot;

/** What a card's last instruction may have written, when the card comes back before its outcome was reported. */
final class TearRecovery {
    private TearRecovery() {}

    /**
     * The card as it may be now: a write that the agent's journal does not rule out may have happened, and a key that
     * may have been put after it was refused is tried again. An answer that was surely never given is not counted.
     */
    static Card applyPossibleWrites(Card card, CardInserted event) {
        OpenSession last = card.openSession();
        if (last == null || last.instruction() == null) {
            return card;
        }
        boolean key = last.step() == InstructionType.PUT_KEY
                && mayHaveBeenSent(last, event.origin(), event.journal(), InstructionProgress.KEY);
        boolean puk = last.step() == InstructionType.SET_PIN
                && mayHaveBeenSent(last, event.origin(), event.journal(), InstructionProgress.PUK);
        CardKeyState keys = key ? card.keys().withKeyWritten() : card.keys();
        int unspent = mayHaveBeenSent(last, event.origin(), event.journal(), InstructionProgress.ANSWER) ? 0 : 1;
        int untried = last.step() == InstructionType.REQUEST_MUTUAL_AUTH ? 0 : unspent;
        return card.withKeys(keys.withPossibleWrites(false, puk))
                .withCounts(card.unresolvedAnswers() - untried, card.instructionCount() - unspent);
    }

    /** Whether a key write may have been cut in its middle, so that the card may have no key at all. */
    static boolean isKeyPossiblyLost(Card card, CardChallengeFailed event) {
        OpenSession last = card.openSession();
        boolean now = last != null
                && last.step() == InstructionType.PUT_KEY
                && mayHaveBeenSent(last, event.origin(), event.journal(), InstructionProgress.KEY);
        return now || card.keys().keyMayBeWritten();
    }

    /** Only the same agent with the same memory can say that it never sent it. */
    private static boolean mayHaveBeenSent(
            OpenSession last, EventHeader header, JournalSnapshot journal, InstructionProgress progress) {
        boolean sameMemory =
                last.agent().equals(header.agent()) && last.journal().equals(journal.id());
        return !sameMemory || last.instruction() == null || journal.mayHaveWritten(last.instruction(), progress);
    }
}
