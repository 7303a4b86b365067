package org.cardroom.processor.restoring;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.cardroom.db.NamedLock;
import org.cardroom.db.Store;
import org.cardroom.db.issuing.HeldBack;
import org.cardroom.db.issuing.HeldBack.Held;
import org.cardroom.db.stream.Heads;
import org.cardroom.db.stream.Offsets;
import org.cardroom.events.command.CannotRun;
import org.cardroom.events.message.AuditHead;
import org.cardroom.events.topic.Kafka;
import org.cardroom.events.topic.Topics;
import org.cardroom.processor.outcomes.Freshness;
import org.cardroom.processor.outcomes.OutcomeLog;
import org.cardroom.processor.outcomes.PublishedHeads;
import org.cardroom.processor.outcomes.TopicTail;

/**
 * Brings a database forward that was put back from an older backup, in one transaction. Run again, it does nothing more,
 * but for cards that were held back and whose reason is gone.
 */
public final class Restore {
    /** What running processors share, and a restore has for itself. */
    public static final String LOCK = "processors";

    private final Store store;
    private final Kafka kafka;
    private final Clock clock;

    /** That of this database, from the outcomes at this broker. */
    public Restore(Store store, Kafka kafka, Clock clock) {
        this.store = store;
        this.kafka = kafka;
        this.clock = clock;
    }

    /**
     * Does it.
     *
     * @param dry whether all of it is only tried, and nothing is changed
     * @throws CannotRun if a processor runs, the broker does not answer, or the database is another history
     */
    public Restored run(boolean dry) {
        String refusal = "a processor runs on this database: stop every processor first";
        NamedLock alone = NamedLock.take(store, LOCK, refusal);
        try (alone) {
            Heads heads = new Heads(store);
            Map<String, AuditHead> stored = heads.all();
            Published published = new Published(new PublishedHeads(heads.room()), stored);
            OutcomeLog log = new OutcomeLog(store, kafka);
            TopicTail read = log.read(published::add);
            Freshness.refuseOther(published.against());
            List<Held> held = new HeldBack(store).all();
            if (published.beyond().isEmpty() && held.isEmpty()) {
                if (!dry) {
                    log.know(read);
                }
                return nothing(published, read.lost());
            }
            published.addHeld(held);
            PassedEvents passed = published.beyond().isEmpty() ? PassedEvents.NONE : passed();
            Rewriting rewriting = new Rewriting(store, clock);
            return store.inTransaction().execute(status -> {
                Restored restored = rewriting.of(published, read, passed);
                log.know(read);
                if (dry) {
                    status.setRollbackOnly();
                }
                return restored;
            });
        }
    }

    private static Restored nothing(Published published, long lost) {
        return new Restored(published.ours(), published.others(), lost, 0, List.of(), List.of());
    }

    /** Offsets that are of another making of the topic are none. */
    private PassedEvents passed() {
        kafka.ensure(Topics.common());
        Offsets offsets = new Offsets(store, Topics.CARD_EVENTS);
        var unused = kafka.topicId(Topics.CARD_EVENTS).filter(offsets::areOfAnother);
        return PassedEvents.since(offsets.all(), kafka, clock);
    }
}
