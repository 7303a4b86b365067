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

/** Determines which writes may have reached a card that was removed during an instruction. Pure. */
final class TearRecovery {
    private TearRecovery() {}

    /**
     * Records every write that the agent's journal does not rule out. A key that may have been written after its refusal is
     * tried again. An answer that was certainly not sent is not counted.
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

    /** Whether a key write may have been interrupted, so that the card may have no key at all. */
    static boolean isKeyPossiblyLost(Card card, CardChallengeFailed event) {
        OpenSession last = card.openSession();
        return card.keys().keyMayBeWritten()
                || (last != null
                        && last.step() == InstructionType.PUT_KEY
                        && mayHaveBeenSent(last, event.origin(), event.journal(), InstructionProgress.KEY));
    }

    /** Whether a write may have been sent: only the journal that the agent had then can rule it out. */
    private static boolean mayHaveBeenSent(
            OpenSession last, EventHeader header, JournalSnapshot journal, InstructionProgress progress) {
        boolean sameJournal =
                last.agent().equals(header.agent()) && last.journal().equals(journal.id());
        return !sameJournal || last.instruction() == null || journal.mayHaveWritten(last.instruction(), progress);
    }
}
