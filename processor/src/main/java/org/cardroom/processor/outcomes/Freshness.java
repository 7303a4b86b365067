package org.cardroom.processor.outcomes;

import java.util.List;
import java.util.Map;
import org.cardroom.db.Store;
import org.cardroom.db.stream.Heads;
import org.cardroom.events.command.CannotRun;
import org.cardroom.events.message.AuditHead;
import org.cardroom.events.topic.Kafka;
import org.cardroom.events.topic.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a database knows all that was published from it, and so may answer for its cards. What is published was
 * committed before, so only a database that was put back from an older backup does not.
 */
public final class Freshness {
    private static final Logger LOG = LoggerFactory.getLogger(Freshness.class);

    private Freshness() {}

    /**
     * Checks it, and notes how far: the next check reads what was published since.
     *
     * @throws CannotRun if the database is older, the topic that would tell was made anew, or the broker does not answer
     */
    public static void check(Store store, Kafka kafka) {
        OutcomeLog log = new OutcomeLog(store, kafka);
        if (log.isAnother()) {
            throw new CannotRun("the topic " + Topics.OUTCOMES + " was made anew since the database last knew it, so"
                    + " nobody can tell whether the database is older than what was published from it: if it is not,"
                    + " ./cardroom restore takes the new topic");
        }
        Heads heads = new Heads(store);
        PublishedHeads published = new PublishedHeads(heads.room());
        TopicTail read = log.read(published::add);
        // Asked for after the topic was read: by then all that was read had been committed.
        Map<String, AuditHead> stored = heads.all();
        refuseOther(published.against(stored));
        for (AuditHead head : published.beyond(stored)) {
            AuditHead left = stored.get(head.writer());
            throw new CannotRun("the database is older than what was published from it: the audit of " + head.writer()
                    + " has " + (left == null ? 0 : left.number()) + " entries there, and had " + head.number()
                    + "; no card is answered before ./cardroom restore");
        }
        if (read.lost() > 0) {
            LOG.warn(
                    "{} outcomes were deleted before this database knew them: if it was put back from an older backup, what"
                            + " they told is lost",
                    read.lost());
        }
        log.know(read);
    }

    /**
     * Refuses a database whose history is another one.
     *
     * @throws CannotRun if there are any of these
     */
    public static void refuseOther(List<AuditHead> against) {
        for (AuditHead head : against) {
            throw new CannotRun("the audit of " + head.writer() + " in the database is not the one that was published:"
                    + " cards were issued from a copy of it, and no copy knows all of them");
        }
    }
}
