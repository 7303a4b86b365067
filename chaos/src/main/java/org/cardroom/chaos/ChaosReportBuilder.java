package org.cardroom.chaos;

import java.util.ArrayList;
import java.util.Map;
import org.cardroom.chaos.audit.AuditFindings;
import org.cardroom.chaos.audit.CardConsistencyCheck;
import org.cardroom.chaos.cluster.ChaosBatch;
import org.cardroom.chaos.operator.CardQueue;
import org.cardroom.chaos.operator.FaultStatistics;
import org.cardroom.chaos.operator.OperatorSimulator;
import org.cardroom.chaos.report.ChaosReport;
import org.cardroom.chaos.topics.TopicObservations;
import org.cardroom.db.Database;
import org.cardroom.db.issuing.BatchRepository;
import org.cardroom.db.issuing.BatchRepository.BatchCounts;
import org.cardroom.demo.verify.CardVerifier;

/** Runs all checks after a run and builds the report. */
record ChaosReportBuilder(
        ChaosOptions options,
        Database database,
        ChaosBatch batch,
        TopicObservations observations,
        FaultStatistics statistics,
        AuditFindings findings) {
    /**
     * Checks everything after processors and agents have stopped.
     * @param ended number of unexpected exits by process name
     * @param seconds duration of the run so far
     */
    ChaosReport build(CardQueue queue, OperatorSimulator operators, Map<String, Integer> ended, double seconds) {
        CardVerifier verifier = new CardVerifier(
                database, batch.keys().openKeyring(), batch.keys().openLetterKeyPair());
        new CardConsistencyCheck(database, verifier, queue, observations, findings).checkBatch(batch.id);
        checkChallenges(operators);
        CardConsistencyCheck.checkAuditChains(database, findings);
        Map<String, Integer> unexplained = observations.deadLetters().unexplained();
        if (!unexplained.isEmpty()) {
            findings.addAnomaly("unexplained dead letters: " + unexplained);
        }
        return build(new BatchRepository(database).countLines(batch.id), operators, ended, seconds);
    }

    private void checkChallenges(OperatorSimulator operators) {
        int doubled = operators.duplicateAnswerCount() + observations.duplicateAnswerCount();
        if (doubled > 0) {
            findings.addDuplicate("challenges were answered twice", doubled);
        }
    }

    private ChaosReport build(
            BatchCounts count, OperatorSimulator operators, Map<String, Integer> ended, double seconds) {
        return new ChaosReport(
                options.seed(),
                options.cards(),
                options.readers(),
                statistics.totalDone(),
                options.faults(),
                statistics.totalAbandoned(),
                seconds,
                count.requested(),
                count.issued(),
                count.failed(),
                count.rejected(),
                count.pending(),
                findings.lost(),
                findings.doubled(),
                findings.locked(),
                ChaosReport.seconds(statistics.longestWait()),
                findings.failed(),
                observations.deadLetters(),
                ended,
                operators.removalReasons(),
                new ArrayList<>(findings.lines()),
                statistics.toReport());
    }
}
