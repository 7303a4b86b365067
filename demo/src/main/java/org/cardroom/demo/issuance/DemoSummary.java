package org.cardroom.demo.issuance;

import org.cardroom.db.issuing.BatchRepository;
import org.cardroom.testkit.operator.OperatorMetrics;
import org.jspecify.annotations.Nullable;

/**
 * The summary as it is written: requested = issued + failed + rejected + pending.
 *
 * @param verified issued cards that were proven on the card
 * @param duplicates cards that were written more often than they were put in
 * @param cardsPerMinute of this start, from the first insertion to the last removal
 * @param answerMillis from the agent's publish to the instruction's arrival, without the first ten cards; absent where
 *     there were no more
 */
public record DemoSummary(
        int requested,
        int issued,
        int failed,
        int rejected,
        int pending,
        int verified,
        int duplicates,
        double cardsPerMinute,
        OperatorMetrics.@Nullable LatencyMillis answerMillis) {
    public static DemoSummary of(
            BatchRepository.BatchCounts count, BatchVerification.VerificationCounts proven, OperatorMetrics metrics) {
        return new DemoSummary(
                count.requested(),
                count.issued(),
                count.failed(),
                count.rejected(),
                count.pending(),
                proven.verified(),
                proven.duplicates(),
                metrics.cardsPerMinute(),
                metrics.answerMillis());
    }

    public boolean allVerified() {
        return issued == requested && verified == issued && duplicates == 0;
    }
}
