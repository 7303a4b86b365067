package org.cardroom.processor.restore;

import java.util.List;
import org.cardroom.events.card.CardId;
import org.cardroom.events.outcome.AuditChainHead;

/**
 * What a restore did.
 *
 * @param knownOutcomes outcomes of this room that the database knew already
 * @param foreignOutcomes outcomes of other rooms
 * @param lostOutcomes outcomes that were deleted before the database knew them
 * @param skippedEvents card events that nobody answers any more
 * @param resumedHeads the audits that go on after a gap, each where it was published last
 * @param cards what became of each card that the database did not know the newest of
 */
public record RestoreReport(
        int knownOutcomes,
        int foreignOutcomes,
        long lostOutcomes,
        long skippedEvents,
        List<AuditChainHead> resumedHeads,
        List<CardLine> cards) {
    public RestoreReport {
        resumedHeads = List.copyOf(resumedHeads);
        cards = List.copyOf(cards);
    }

    /**
     * One card.
     *
     * @param quarantined whether it is held back
     * @param description what became of it, or why it is held back
     */
    public record CardLine(CardId card, boolean quarantined, String description) {}

    /** Whether there was nothing to do, and nothing may be missing. */
    public boolean isNothingToDo() {
        return lostOutcomes == 0 && resumedHeads.isEmpty() && cards.isEmpty();
    }

    /** How many cards are held back. */
    public long quarantinedCount() {
        return cards.stream().filter(CardLine::quarantined).count();
    }
}
