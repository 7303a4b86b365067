package org.cardroom.processor.staleness;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.cardroom.db.Database;
import org.cardroom.db.stream.ConsumerOffsetRepository;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.kafka.KafkaClients;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.events.outcome.IssuanceEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The outcomes topic, from where the database knows it to its end. */
public final class OutcomeTopicReader {
    private static final Logger LOG = LoggerFactory.getLogger(OutcomeTopicReader.class);

    private static final int MAX_LOOKUPS = 30;
    private static final Duration LOOKUP_PAUSE = Duration.ofMillis(100);

    private final KafkaClients kafka;
    private final ConsumerOffsetRepository offsets;

    /** As far as this database does not know it. */
    public OutcomeTopicReader(Database database, KafkaClients kafka) {
        this.kafka = kafka;
        this.offsets = new ConsumerOffsetRepository(database, KafkaTopics.OUTCOMES);
    }

    /**
     * Reads it in order; what is no outcome is left out.
     *
     * @throws EnvironmentException if the topic is not there, or the broker does not answer
     */
    public TopicSnapshot read(Consumer<IssuanceEvent> each) {
        boolean another = isTopicRecreated();
        if (another) {
            LOG.warn("{} was made anew: nothing is known of what was published before", KafkaTopics.OUTCOMES);
        }
        Map<Integer, Long> known = another ? Map.of(0, 0L) : offsets.findNext(Set.of(0));
        return TopicSnapshot.read(
                kafka, KafkaTopics.OUTCOMES, known, record -> outcome(record).ifPresent(each));
    }

    /** Whether the topic was made anew since the database last knew it. */
    boolean isTopicRecreated() {
        return offsets.isTopicRecreated(awaitTopicId());
    }

    /** A topic that was just made is not shown at once. */
    private String awaitTopicId() {
        for (int look = 1; look <= MAX_LOOKUPS; look++) {
            Optional<String> id = kafka.findTopicId(KafkaTopics.OUTCOMES);
            if (id.isPresent()) {
                return id.get();
            }
            LockSupport.parkNanos(LOOKUP_PAUSE.toNanos());
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
    public void commitPosition(TopicSnapshot snapshot) {
        if (offsets.resetIfTopicRecreated(awaitTopicId())) {
            LOG.warn("{} is taken as it is now", KafkaTopics.OUTCOMES);
        }
        offsets.reset(Map.copyOf(snapshot.nextOffsets()));
    }
}
