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
 * Whether a database knows all that was published from it, and so may answer for its cards. What is published was
 * committed before, so only a database that was put back from an older backup does not.
 */
public final class DatabaseStalenessCheck {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseStalenessCheck.class);

    private DatabaseStalenessCheck() {}

    /**
     * Checks it, and notes how far: the next check reads what was published since.
     *
     * @throws EnvironmentException if the database is older, the topic that would tell was made anew, or the broker does not answer
     */
    public static void requireFresh(Database database, KafkaClients kafka) {
        OutcomeTopicReader outcomeReader = new OutcomeTopicReader(database, kafka);
        if (outcomeReader.isTopicRecreated()) {
            throw new EnvironmentException(
                    "the topic " + KafkaTopics.OUTCOMES + " was made anew since the database last knew it, so"
                            + " nobody can tell whether the database is older than what was published from it: if it is not,"
                            + " ./cardroom restore takes the new topic");
        }
        AuditHeadRepository auditHeads = new AuditHeadRepository(database);
        PublishedAuditHeads published = new PublishedAuditHeads(auditHeads.installationId());
        TopicSnapshot snapshot = outcomeReader.read(published::add);
        // Asked for after the topic was read: by then all that was read had been committed.
        Map<String, AuditChainHead> stored = auditHeads.findAll();
        requireSameHistory(published.findConflictingWith(stored));
        for (AuditChainHead head : published.findUnknownTo(stored)) {
            AuditChainHead left = stored.get(head.writer());
            throw new EnvironmentException(
                    "the database is older than what was published from it: the audit of " + head.writer()
                            + " has " + (left == null ? 0 : left.number()) + " entries there, and had " + head.number()
                            + "; no card is answered before ./cardroom restore");
        }
        if (snapshot.lostRecords() > 0) {
            LOG.warn(
                    "{} outcomes were deleted before this database knew them: if it was put back from an older backup, what"
                            + " they told is lost",
                    snapshot.lostRecords());
        }
        outcomeReader.commitPosition(snapshot);
    }

    /**
     * Refuses a database whose history is another one.
     *
     * @throws EnvironmentException if there are any of these
     */
    public static void requireSameHistory(List<AuditChainHead> against) {
        for (AuditChainHead head : against) {
            throw new EnvironmentException(
                    "the audit of " + head.writer() + " in the database is not the one that was published:"
                            + " cards were issued from a copy of it, and no copy knows all of them");
        }
    }
}
