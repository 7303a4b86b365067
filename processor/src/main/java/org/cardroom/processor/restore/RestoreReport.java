package org.cardroom.processor.restore;

import java.util.List;
import org.cardroom.events.card.CardId;
import org.cardroom.events.outcome.AuditChainHead;

/**
 * The result of a restore.
 * @param knownOutcomes outcomes of this installation that the database knew already
 * @param foreignOutcomes outcomes of other installations
 * @param lostOutcomes outcomes deleted by the broker before the database read them
 * @param skippedEvents card events since the backup, which are not answered
 * @param resumedHeads the published heads of the audits that continue after a gap
 * @param cards the result for each card with outcomes missing in the database
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
     * The result for one card.
     * @param description its restored state, or why it is quarantined
     */
    public record CardLine(CardId card, boolean quarantined, String description) {}

    /** Whether nothing was restored and no outcomes are lost. */
    public boolean isNothingToDo() {
        return lostOutcomes == 0 && resumedHeads.isEmpty() && cards.isEmpty();
    }

    /** Returns the number of quarantined cards. */
    public long quarantinedCount() {
        return cards.stream().filter(CardLine::quarantined).count();
    }
}
