package org.cardroom.processor.staleness;

import java.util.List;
import java.util.Map;
import org.cardroom.db.Database;
import org.cardroom.db.stream.AuditHeadRepository;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.kafka.KafkaClients;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.events.outcome.AuditChainHead;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses a database that is older than the outcomes published from it. Outcomes are published after their commit, so
 * only a database restored from a backup lacks published audit heads.
 */
public final class DatabaseStalenessCheck {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseStalenessCheck.class);

    private DatabaseStalenessCheck() {}

    /**
     * Checks the database and stores the read position, from which the next check continues.
     * @throws EnvironmentException if the database is stale, the outcomes topic was re-created, or the broker does not
     *     answer
     */
    public static void requireFresh(Database database, KafkaClients kafka) {
        OutcomeTopicReader outcomeReader = new OutcomeTopicReader(database, kafka);
        if (outcomeReader.isTopicRecreated()) {
            throw new EnvironmentException("the topic " + KafkaTopics.OUTCOMES + " was re-created since the database"
                    + " last read it, so the database cannot be checked against the published outcomes: if it is current,"
                    + " run ./cardroom restore to accept the new topic");
        }
        AuditHeadRepository auditHeads = new AuditHeadRepository(database);
        PublishedAuditHeads published = new PublishedAuditHeads(auditHeads.installationId());
        TopicSnapshot snapshot = outcomeReader.read(published::add);
        // Read after the topic: every outcome in the topic was committed before it was published.
        Map<String, AuditChainHead> stored = auditHeads.findAll();
        requireSameHistory(published.findConflictingWith(stored));
        requireNoneUnknown(published.findUnknownTo(stored), stored);
        if (snapshot.lostRecords() > 0) {
            LOG.warn(
                    "outcomes deleted by the broker before this database read them; topic={} count={}; if the database was"
                            + " restored from a backup, the states of these cards are lost: use a newer backup",
                    KafkaTopics.OUTCOMES,
                    snapshot.lostRecords());
        }
        outcomeReader.commitPosition(snapshot);
    }

    private static void requireNoneUnknown(List<AuditChainHead> unknown, Map<String, AuditChainHead> stored) {
        for (AuditChainHead head : unknown) {
            AuditChainHead left = stored.get(head.writer());
            long entries = left == null ? 0 : left.number();
            throw new EnvironmentException("the database is older than the outcomes published from it: its audit of "
                    + head.writer() + " has " + entries + " entries, " + head.number() + " were published;"
                    + " run ./cardroom restore before starting a processor");
        }
    }

    /** Throws {@link EnvironmentException} if any published audit head contradicts the database. */
    public static void requireSameHistory(List<AuditChainHead> conflicting) {
        for (AuditChainHead head : conflicting) {
            throw new EnvironmentException("the audit of " + head.writer() + " in the database differs from the topic "
                    + KafkaTopics.OUTCOMES + " at entry " + head.number() + ": cards were issued from two copies of the"
                    + " database, and neither knows all cards; stop the processors of one copy and discard it");
        }
    }
}
