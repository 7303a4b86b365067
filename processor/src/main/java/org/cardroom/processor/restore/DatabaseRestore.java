package org.cardroom.processor.restore;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.cardroom.db.AdvisoryLock;
import org.cardroom.db.Database;
import org.cardroom.db.issuing.QuarantinedCardRepository;
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
 * Rolls a database that was restored from a backup forward, in one transaction. A second run changes nothing, except for
 * quarantined cards whose conflict was resolved.
 */
public record DatabaseRestore(Database database, KafkaClients kafka, Clock clock) {
    /** The advisory lock that running processors hold shared and a restore holds exclusively. */
    public static final String PROCESSORS_LOCK = "processors";

    /**
     * Runs the restore.
     * @param dry true to roll everything back at the end
     * @throws EnvironmentException if a processor runs, the broker does not answer, or the database diverges from the
     *     published outcomes
     */
    public RestoreReport run(boolean dry) {
        String refusal = "a processor runs on this database: stop every processor first";
        AdvisoryLock exclusive = AdvisoryLock.acquire(database, PROCESSORS_LOCK, refusal);
        try (exclusive) {
            return restore(dry);
        }
    }

    private RestoreReport restore(boolean dry) {
        AuditHeadRepository auditHeads = new AuditHeadRepository(database);
        Map<String, AuditChainHead> stored = auditHeads.findAll();
        PublishedOutcomes published =
                new PublishedOutcomes(new PublishedAuditHeads(auditHeads.installationId()), stored);
        OutcomeTopicReader outcomeReader = new OutcomeTopicReader(database, kafka);
        TopicSnapshot snapshot = outcomeReader.read(published::add);
        DatabaseStalenessCheck.requireSameHistory(published.conflictingHeads());
        List<QuarantinedCardRepository.QuarantinedCard> quarantined = new QuarantinedCardRepository(database).findAll();
        if (published.unknownHeads().isEmpty() && quarantined.isEmpty()) {
            if (!dry) {
                outcomeReader.commitPosition(snapshot);
            }
            int known = published.ownCount();
            return new RestoreReport(known, published.foreignCount(), snapshot.lostRecords(), 0, List.of(), List.of());
        }
        published.addQuarantined(quarantined);
        return write(published, snapshot, outcomeReader, dry);
    }

    private RestoreReport write(
            PublishedOutcomes published, TopicSnapshot snapshot, OutcomeTopicReader outcomeReader, boolean dry) {
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

    /** Drops the stored offsets first if the topic was re-created. */
    private SkippedEvents skipEvents() {
        kafka.createTopicsIfMissing(KafkaTopics.newCommonTopics());
        ConsumerOffsetRepository offsets = new ConsumerOffsetRepository(database, KafkaTopics.CARD_EVENTS);
        var unused = kafka.findTopicId(KafkaTopics.CARD_EVENTS).filter(offsets::resetIfTopicRecreated);
        return SkippedEvents.readSince(offsets.findAll(), kafka, clock);
    }
}
