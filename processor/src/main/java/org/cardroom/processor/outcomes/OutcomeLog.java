package org.cardroom.processor.outcomes;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.cardroom.db.Store;
import org.cardroom.db.stream.Offsets;
import org.cardroom.events.command.CannotRun;
import org.cardroom.events.message.Json;
import org.cardroom.events.message.Outcome;
import org.cardroom.events.topic.Kafka;
import org.cardroom.events.topic.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The outcomes topic, from where the database knows it to its end. */
public final class OutcomeLog {
    private static final Logger LOG = LoggerFactory.getLogger(OutcomeLog.class);

    private static final int MOST_LOOKS = 30;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final Kafka kafka;
    private final Offsets offsets;

    /** As far as this database does not know it. */
    public OutcomeLog(Store store, Kafka kafka) {
        this.kafka = kafka;
        this.offsets = new Offsets(store, Topics.OUTCOMES);
    }

    /**
     * Reads it in order; what is no outcome is left out.
     *
     * @throws CannotRun if the topic is not there, or the broker does not answer
     */
    public TopicTail read(Consumer<Outcome> each) {
        boolean another = isAnother();
        if (another) {
            LOG.warn("{} was made anew: nothing is known of what was published before", Topics.OUTCOMES);
        }
        Map<Integer, Long> known = another ? Map.of(0, 0L) : offsets.next(Set.of(0));
        return TopicTail.read(
                kafka, Topics.OUTCOMES, known, record -> outcome(record).ifPresent(each));
    }

    /** Whether the topic was made anew since the database last knew it. */
    boolean isAnother() {
        return offsets.isAnother(id());
    }

    /** A topic that was just made is not shown at once. */
    private String id() {
        for (int look = 1; look <= MOST_LOOKS; look++) {
            Optional<String> id = kafka.topicId(Topics.OUTCOMES);
            if (id.isPresent()) {
                return id.get();
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        throw new CannotRun("the broker at " + kafka.bootstrap() + " has no " + Topics.OUTCOMES);
    }

    private static Optional<Outcome> outcome(ConsumerRecord<String, byte[]> record) {
        try {
            byte[] value = record.value();
            return value == null ? Optional.empty() : Optional.of(Json.read(value, Outcome.class));
        } catch (IllegalArgumentException e) {
            LOG.warn("what stands at {} of {} is no outcome: {}", record.offset(), record.topic(), e.getMessage());
            return Optional.empty();
        }
    }

    /** From now on the database knows all that was read. */
    public void know(TopicTail read) {
        if (offsets.areOfAnother(id())) {
            LOG.warn("{} is taken as it is now", Topics.OUTCOMES);
        }
        offsets.set(Map.copyOf(read.next()));
    }
}
