package org.cardroom.demo.issuance;

import org.cardroom.db.issuing.BatchRepository.BatchCounts;
import org.cardroom.demo.issuance.BatchVerification.VerificationCounts;
import org.cardroom.testkit.operator.OperatorMetrics;
import org.jspecify.annotations.Nullable;

/**
 * The content of summary.json: requested = issued + failed + rejected + pending.
 * @param verified issued cards that passed verification
 * @param duplicates cards that were written more often than inserted
 * @param cardsPerMinute of this run, from the first insertion to the last removal
 * @param answerMillis from the agent's event to the instruction, without the first ten cards; absent if there were no
 *     more
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
    public static DemoSummary of(BatchCounts count, VerificationCounts verification, OperatorMetrics metrics) {
        return new DemoSummary(
                count.requested(),
                count.issued(),
                count.failed(),
                count.rejected(),
                count.pending(),
                verification.verified(),
                verification.duplicates(),
                metrics.cardsPerMinute(),
                metrics.answerMillis());
    }

    public boolean allVerified() {
        return issued == requested && verified == issued && duplicates == 0;
    }
}
