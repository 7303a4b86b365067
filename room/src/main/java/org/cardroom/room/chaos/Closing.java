package org.cardroom.room.chaos;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Map;
import org.cardroom.db.Database;
import org.cardroom.db.issuing.BatchRepository;
import org.cardroom.db.stream.AuditChain;
import org.cardroom.room.proof.Witness;

/** The end of a run: everything is compared with everything, and the report is made of it. */
final class Closing {
    private final ChaosOptions options;
    private final Database database;
    private final Batch batch;
    private final Heard topics;
    private final Hits hits;
    private final Verdict verdict;

    Closing(ChaosOptions options, Database database, Batch batch, Heard topics, Hits hits, Verdict verdict) {
        this.options = options;
        this.database = database;
        this.batch = batch;
        this.topics = topics;
        this.hits = hits;
        this.verdict = verdict;
    }

    /**
     * Audits, once nothing runs any more.
     *
     * @param ended parts that ended by themselves, and how often
     * @param seconds that the run took so far
     */
    Report report(Pile pile, Floor floor, Map<String, Integer> ended, double seconds) {
        Witness witness = new Witness(database, batch.keys(), batch.letterPrinters());
        new CardAudit(database, witness, pile, topics, verdict).all(batch.id);
        challenges(floor);
        chains(database, verdict);
        Map<String, Integer> unexplained = topics.deadLetters().unexplained();
        if (!unexplained.isEmpty()) {
            verdict.odd("dead letters that nobody injected: " + unexplained);
        }
        return report(new BatchRepository(database).countLines(batch.id), floor, ended, seconds);
    }

    private void challenges(Floor floor) {
        int doubled = floor.doubled() + topics.doubled();
        if (doubled > 0) {
            verdict.doubled("challenges were answered twice", doubled);
        }
    }

    static void chains(Database database, Verdict verdict) {
        for (String writer : House.PROCESSORS) {
            new AuditChain(database, writer, Clock.systemUTC())
                    .findFirstBroken()
                    .ifPresent(number -> verdict.odd("the audit of " + writer + " is broken at " + number));
        }
    }

    private Report report(BatchRepository.BatchCounts count, Floor floor, Map<String, Integer> ended, double seconds) {
        return new Report(
                options.seed(),
                options.cards(),
                options.readers(),
                hits.done(),
                options.faults(),
                hits.givenUp(),
                seconds,
                count.requested(),
                count.issued(),
                count.failed(),
                count.rejected(),
                count.pending(),
                verdict.lost(),
                verdict.doubled(),
                verdict.locked(),
                Report.seconds(hits.worst()),
                verdict.failed(),
                topics.deadLetters(),
                ended,
                floor.reasons(),
                new ArrayList<>(verdict.lines()),
                hits.asWritten());
    }
}
