package org.cardroom.processor.restoring;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.cardroom.db.AdvisoryLock;
import org.cardroom.db.Database;
import org.cardroom.db.issuing.QuarantinedCardRepository;
import org.cardroom.db.issuing.QuarantinedCardRepository.QuarantinedCard;
import org.cardroom.db.stream.AuditHeadRepository;
import org.cardroom.db.stream.ConsumerOffsetRepository;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.outcome.AuditChainHead;
import org.cardroom.events.kafka.KafkaClients;
import org.cardroom.events.kafka.KafkaTopics;
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

    private final Database database;
    private final KafkaClients kafka;
    private final Clock clock;

    /** That of this database, from the outcomes at this broker. */
    public Restore(Database database, KafkaClients kafka, Clock clock) {
        this.database = database;
        this.kafka = kafka;
        this.clock = clock;
    }

    /**
     * Does it.
     *
     * @param dry whether all of it is only tried, and nothing is changed
     * @throws EnvironmentException if a processor runs, the broker does not answer, or the database is another history
     */
    public Restored run(boolean dry) {
        String refusal = "a processor runs on this database: stop every processor first";
        AdvisoryLock alone = AdvisoryLock.acquire(database, LOCK, refusal);
        try (alone) {
            AuditHeadRepository auditHeads = new AuditHeadRepository(database);
            Map<String, AuditChainHead> stored = auditHeads.findAll();
            Published published = new Published(new PublishedHeads(auditHeads.installationId()), stored);
            OutcomeLog log = new OutcomeLog(database, kafka);
            TopicTail read = log.read(published::add);
            Freshness.refuseOther(published.against());
            List<QuarantinedCard> held = new QuarantinedCardRepository(database).findAll();
            if (published.beyond().isEmpty() && held.isEmpty()) {
                if (!dry) {
                    log.know(read);
                }
                return nothing(published, read.lost());
            }
            published.addHeld(held);
            PassedEvents passed = published.beyond().isEmpty() ? PassedEvents.NONE : passed();
            Rewriting rewriting = new Rewriting(database, clock);
            return database.inTransaction().execute(status -> {
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
        kafka.createTopicsIfMissing(KafkaTopics.newCommonTopics());
        ConsumerOffsetRepository offsets = new ConsumerOffsetRepository(database, KafkaTopics.CARD_EVENTS);
        var unused = kafka.findTopicId(KafkaTopics.CARD_EVENTS).filter(offsets::resetIfTopicRecreated);
        return PassedEvents.since(offsets.findAll(), kafka, clock);
    }
}
