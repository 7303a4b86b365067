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

/** Reads the outcomes topic from the database's stored position to its end. */
public final class OutcomeTopicReader {
    private static final Logger LOG = LoggerFactory.getLogger(OutcomeTopicReader.class);

    private static final int MAX_LOOKUPS = 30;
    private static final Duration LOOKUP_PAUSE = Duration.ofMillis(100);

    private final KafkaClients kafka;
    private final ConsumerOffsetRepository offsets;

    /** Creates a reader that starts at this database's position. */
    public OutcomeTopicReader(Database database, KafkaClients kafka) {
        this.kafka = kafka;
        this.offsets = new ConsumerOffsetRepository(database, KafkaTopics.OUTCOMES);
    }

    /**
     * Reads the new outcomes in order; skips unreadable records.
     * @throws EnvironmentException if the topic does not exist, or the broker does not answer
     */
    public TopicSnapshot read(Consumer<IssuanceEvent> each) {
        boolean recreated = isTopicRecreated();
        if (recreated) {
            LOG.warn("outcomes topic re-created: earlier outcomes are not readable; topic={}", KafkaTopics.OUTCOMES);
        }
        Map<Integer, Long> known = recreated ? Map.of(0, 0L) : offsets.findNext(Set.of(0));
        return TopicSnapshot.read(
                kafka, KafkaTopics.OUTCOMES, known, record -> outcome(record).ifPresent(each));
    }

    /** Whether the topic was re-created since the database last read it. */
    boolean isTopicRecreated() {
        return offsets.isTopicRecreated(awaitTopicId());
    }

    /** Retries for 3 s: the broker does not show a newly created topic at once. */
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
            return Optional.ofNullable(record.value()).map(value -> MessageJson.read(value, IssuanceEvent.class));
        } catch (IllegalArgumentException e) {
            LOG.warn(
                    "skipping unreadable outcome; topic={} offset={} error={}",
                    record.topic(),
                    record.offset(),
                    e.getMessage());
            return Optional.empty();
        }
    }

    /** Stores the end of what was read as the database's position. */
    public void commitPosition(TopicSnapshot snapshot) {
        if (offsets.resetIfTopicRecreated(awaitTopicId())) {
            LOG.warn("outcomes topic re-created: position reset; topic={}", KafkaTopics.OUTCOMES);
        }
        offsets.reset(Map.copyOf(snapshot.nextOffsets()));
    }
}
