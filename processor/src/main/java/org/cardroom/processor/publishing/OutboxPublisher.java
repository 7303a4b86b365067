package org.cardroom.processor.publishing;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.cardroom.db.StatementBatch;
import org.cardroom.db.stream.OutboxRepository;
import org.cardroom.db.stream.OutboxRepository.StoredOutboxEntry;
import org.cardroom.events.kafka.KafkaTopics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Stage 5: publishes committed outbox entries and deletes them once the broker acknowledged them. Entries that the producer
 * could not send are sent again, so receivers must tolerate duplicates.
 */
public final class OutboxPublisher {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxPublisher.class);
    private static final Duration RELAY_INTERVAL = Duration.ofSeconds(2);

    private final OutboxRepository outbox;
    private final Producer<String, byte[]> producer;
    private final DeferredSender deferred;
    private final Clock clock;
    /** Entries that the producer has accepted and may still deliver. */
    private final Set<Long> inFlight = ConcurrentHashMap.newKeySet();

    private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
    private Instant lastRelay = Instant.MIN;

    /** Creates a publisher with nothing in flight. */
    public OutboxPublisher(
            OutboxRepository outbox, Producer<String, byte[]> producer, DeferredSender deferred, Clock clock) {
        this.outbox = outbox;
        this.producer = producer;
        this.deferred = deferred;
        this.clock = clock;
    }

    /** Adds the statement that deletes acknowledged entries. */
    public void deleteAcknowledged(StatementBatch statements) {
        Set<Long> done = Set.copyOf(acknowledged);
        outbox.delete(done, statements);
        afterCommit(() -> {
            acknowledged.removeAll(done);
        });
    }

    /** Publishes these entries once the current transaction has committed. */
    public void publishAfterCommit(List<StoredOutboxEntry> entries) {
        if (!entries.isEmpty()) {
            afterCommit(() -> publish(entries));
        }
    }

    /**
     * A producer blocks this thread while it does not know a topic, so each unknown topic is tried once and its other entries
     * stay in the outbox. A restarted broker lists no topics for a while.
     *
     * <p>No instruction is sent while outcomes are deferred: a restore has to know an outcome before the card can act on it.
     */
    private void publish(List<StoredOutboxEntry> entries) {
        Set<String> unknown = new HashSet<>();
        for (StoredOutboxEntry each : entries) {
            String topic = each.entry().topic();
            boolean early = KafkaTopics.isInstructionTopic(topic) && !deferred.isTopicKnown(KafkaTopics.OUTCOMES);
            if (!early && !unknown.contains(topic) && !publish(each)) {
                unknown.add(topic);
            }
        }
    }

    /**
     * Publishes entries that were left by the former owner of newly assigned partitions and, every two seconds, entries of
     * all assigned partitions that the broker did not acknowledge.
     */
    public void relayUnpublished(Set<Integer> assigned, Set<Integer> newlyAssigned) {
        Instant now = clock.instant();
        Set<Integer> partitions = newlyAssigned;
        if (lastRelay.plus(RELAY_INTERVAL).isBefore(now)) {
            lastRelay = now;
            partitions = assigned;
            outbox.deleteExpired();
        }
        if (!partitions.isEmpty()) {
            publishAfterCommit(outbox.findUnpublished(partitions).stream()
                    .filter(entry -> !acknowledged.contains(entry.id()) && !inFlight.contains(entry.id()))
                    .toList());
        }
    }

    /** False where the producer did not accept the entry. */
    private boolean publish(StoredOutboxEntry numbered) {
        long id = numbered.id();
        OutboxRepository.OutboxEntry entry = numbered.entry();
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(entry.topic(), entry.key(), entry.value());
        if (entry.reason() != null) {
            record.headers().add(KafkaTopics.REASON_HEADER, entry.reason().getBytes(StandardCharsets.UTF_8));
        }
        inFlight.add(id);
        Callback acknowledging = acknowledgement(id, record);
        if (deferred.isTopicKnown(entry.topic())) {
            try {
                var unused = producer.send(record, acknowledging);
            } catch (KafkaException e) {
                markForRetry(id, e);
            }
        } else {
            deferred.enqueue(new DeferredSender.DeferredRecord(record, acknowledging, () -> inFlight.remove(id)));
        }
        return inFlight.contains(id) || acknowledged.contains(id);
    }

    private Callback acknowledgement(long id, ProducerRecord<String, byte[]> record) {
        return (metadata, failure) -> {
            if (failure == null) {
                acknowledged.add(id);
                inFlight.remove(id);
            } else {
                deferred.invalidateTopic(record.topic());
                markForRetry(id, failure);
            }
        };
    }

    private void markForRetry(long id, Exception failure) {
        inFlight.remove(id);
        LOG.warn("outbox entry not acknowledged, will retry: entry={}: {}", id, failure.toString());
    }

    private static void afterCommit(Runnable work) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                work.run();
            }
        });
    }
}
