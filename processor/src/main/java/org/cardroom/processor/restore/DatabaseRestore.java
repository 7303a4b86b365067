package org.cardroom.processor.restore;

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
import org.cardroom.events.kafka.KafkaClients;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.events.outcome.AuditChainHead;
import org.cardroom.processor.staleness.DatabaseStalenessCheck;
import org.cardroom.processor.staleness.OutcomeTopicReader;
import org.cardroom.processor.staleness.PublishedAuditHeads;
import org.cardroom.processor.staleness.TopicSnapshot;

/**
 * Brings a database forward that was put back from an older backup, in one transaction. Run again, it does nothing more,
 * but for cards that were held back and whose reason is gone.
 */
public final class DatabaseRestore {
    /** What running processors share, and a restore has for itself. */
    public static final String PROCESSORS_LOCK = "processors";

    private final Database database;
    private final KafkaClients kafka;
    private final Clock clock;

    /** That of this database, from the outcomes at this broker. */
    public DatabaseRestore(Database database, KafkaClients kafka, Clock clock) {
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
    public RestoreReport run(boolean dry) {
        String refusal = "a processor runs on this database: stop every processor first";
        AdvisoryLock alone = AdvisoryLock.acquire(database, PROCESSORS_LOCK, refusal);
        try (alone) {
            AuditHeadRepository auditHeads = new AuditHeadRepository(database);
            Map<String, AuditChainHead> stored = auditHeads.findAll();
            PublishedOutcomes published =
                    new PublishedOutcomes(new PublishedAuditHeads(auditHeads.installationId()), stored);
            OutcomeTopicReader outcomeReader = new OutcomeTopicReader(database, kafka);
            TopicSnapshot snapshot = outcomeReader.read(published::add);
            DatabaseStalenessCheck.requireSameHistory(published.conflictingHeads());
            List<QuarantinedCard> held = new QuarantinedCardRepository(database).findAll();
            if (published.unknownHeads().isEmpty() && held.isEmpty()) {
                if (!dry) {
                    outcomeReader.commitPosition(snapshot);
                }
                return nothingToDo(published, snapshot.lostRecords());
            }
            published.addQuarantined(held);
            SkippedEvents skipped = published.unknownHeads().isEmpty() ? SkippedEvents.NONE : skipEvents();
            RestoreWriter writer = new RestoreWriter(database, clock);
            return database.inTransaction().execute(status -> {
                RestoreReport report = writer.write(published, snapshot, skipped);
                outcomeReader.commitPosition(snapshot);
                if (dry) {
                    status.setRollbackOnly();
                }
                return report;
            });
        }
    }

    private static RestoreReport nothingToDo(PublishedOutcomes published, long lost) {
        return new RestoreReport(published.ownCount(), published.foreignCount(), lost, 0, List.of(), List.of());
    }

    /** Offsets that are of another making of the topic are none. */
    private SkippedEvents skipEvents() {
        kafka.createTopicsIfMissing(KafkaTopics.newCommonTopics());
        ConsumerOffsetRepository offsets = new ConsumerOffsetRepository(database, KafkaTopics.CARD_EVENTS);
        var unused = kafka.findTopicId(KafkaTopics.CARD_EVENTS).filter(offsets::resetIfTopicRecreated);
        return SkippedEvents.readSince(offsets.findAll(), kafka, clock);
    }
}
