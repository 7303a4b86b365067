package org.cardroom.room.chaos;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Map;
import org.cardroom.db.Store;
import org.cardroom.db.issuing.Batches;
import org.cardroom.db.stream.Audit;
import org.cardroom.room.proof.Witness;

/** The end of a run: everything is compared with everything, and the report is made of it. */
final class Closing {
    private final ChaosOptions options;
    private final Store store;
    private final Batch batch;
    private final Heard topics;
    private final Hits hits;
    private final Verdict verdict;

    Closing(ChaosOptions options, Store store, Batch batch, Heard topics, Hits hits, Verdict verdict) {
        this.options = options;
        this.store = store;
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
        Witness witness = new Witness(store, batch.keys(), batch.letterPrinters());
        new CardAudit(store, witness, pile, topics, verdict).all(batch.id);
        challenges(floor);
        chains(store, verdict);
        Map<String, Integer> unexplained = topics.deadLetters().unexplained();
        if (!unexplained.isEmpty()) {
            verdict.odd("dead letters that nobody injected: " + unexplained);
        }
        return report(new Batches(store).count(batch.id), floor, ended, seconds);
    }

    private void challenges(Floor floor) {
        int doubled = floor.doubled() + topics.doubled();
        if (doubled > 0) {
            verdict.doubled("challenges were answered twice", doubled);
        }
    }

    static void chains(Store store, Verdict verdict) {
        for (String writer : House.PROCESSORS) {
            new Audit(store, writer, Clock.systemUTC())
                    .firstBroken()
                    .ifPresent(number -> verdict.odd("the audit of " + writer + " is broken at " + number));
        }
    }

    private Report report(Batches.Count count, Floor floor, Map<String, Integer> ended, double seconds) {
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
