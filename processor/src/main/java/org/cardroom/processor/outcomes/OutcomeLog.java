package org.cardroom.processor.outcomes;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.cardroom.db.Database;
import org.cardroom.db.stream.ConsumerOffsetRepository;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.outcome.IssuanceEvent;
import org.cardroom.events.kafka.KafkaClients;
import org.cardroom.events.kafka.KafkaTopics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The outcomes topic, from where the database knows it to its end. */
public final class OutcomeLog {
    private static final Logger LOG = LoggerFactory.getLogger(OutcomeLog.class);

    private static final int MOST_LOOKS = 30;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final KafkaClients kafka;
    private final ConsumerOffsetRepository offsets;

    /** As far as this database does not know it. */
    public OutcomeLog(Database database, KafkaClients kafka) {
        this.kafka = kafka;
        this.offsets = new ConsumerOffsetRepository(database, KafkaTopics.OUTCOMES);
    }

    /**
     * Reads it in order; what is no outcome is left out.
     *
     * @throws EnvironmentException if the topic is not there, or the broker does not answer
     */
    public TopicTail read(Consumer<IssuanceEvent> each) {
        boolean another = isAnother();
        if (another) {
            LOG.warn("{} was made anew: nothing is known of what was published before", KafkaTopics.OUTCOMES);
        }
        Map<Integer, Long> known = another ? Map.of(0, 0L) : offsets.findNext(Set.of(0));
        return TopicTail.read(
                kafka, KafkaTopics.OUTCOMES, known, record -> outcome(record).ifPresent(each));
    }

    /** Whether the topic was made anew since the database last knew it. */
    boolean isAnother() {
        return offsets.isTopicRecreated(id());
    }

    /** A topic that was just made is not shown at once. */
    private String id() {
        for (int look = 1; look <= MOST_LOOKS; look++) {
            Optional<String> id = kafka.findTopicId(KafkaTopics.OUTCOMES);
            if (id.isPresent()) {
                return id.get();
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        throw new EnvironmentException("the broker at " + kafka.bootstrap() + " has no " + KafkaTopics.OUTCOMES);
    }

    private static Optional<IssuanceEvent> outcome(ConsumerRecord<String, byte[]> record) {
        try {
            byte[] value = record.value();
            return value == null ? Optional.empty() : Optional.of(MessageJson.read(value, IssuanceEvent.class));
        } catch (IllegalArgumentException e) {
            LOG.warn("what stands at {} of {} is no outcome: {}", record.offset(), record.topic(), e.getMessage());
            return Optional.empty();
        }
    }

    /** From now on the database knows all that was read. */
    public void know(TopicTail read) {
        if (offsets.resetIfTopicRecreated(id())) {
            LOG.warn("{} is taken as it is now", KafkaTopics.OUTCOMES);
        }
        offsets.reset(Map.copyOf(read.next()));
    }
}
