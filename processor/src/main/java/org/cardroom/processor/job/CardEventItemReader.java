package org.cardroom.processor.job;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.cardroom.events.kafka.KafkaTopics;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ItemReader;

/**
 * Polls the card events, one poll an item, from the offsets in the database; offsets in Kafka are not used. Ends the step at
 * the end of the working window or on a stop request.
 */
final class CardEventItemReader implements ItemReader<PolledRecords>, StepExecutionListener, ConsumerRebalanceListener {
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(250);
    private static final int MAX_EMPTY_POLLS = 4;

    private final Supplier<? extends Consumer<String, byte[]>> consumers;
    private final StartOffsetResolver startOffsets;
    private final Instant windowEnd;
    private final Clock clock;
    private final AtomicBoolean stopRequested;
    private final Set<Integer> assigned = new HashSet<>();
    private final Set<Integer> newlyAssigned = new HashSet<>();
    private @Nullable Consumer<String, byte[]> consumer;
    private @Nullable StepExecution step;

    CardEventItemReader(
            Supplier<? extends Consumer<String, byte[]>> consumers,
            StartOffsetResolver startOffsets,
            Instant windowEnd,
            Clock clock,
            AtomicBoolean stopRequested) {
        this.consumers = consumers;
        this.startOffsets = startOffsets;
        this.windowEnd = windowEnd;
        this.clock = clock;
        this.stopRequested = stopRequested;
    }

    @Override
    public void beforeStep(StepExecution execution) {
        step = execution;
        Consumer<String, byte[]> opened = consumers.get();
        opened.subscribe(List.of(KafkaTopics.CARD_EVENTS), this);
        consumer = opened;
    }

    @Override
    public @Nullable ExitStatus afterStep(StepExecution execution) {
        if (consumer != null) {
            consumer.close();
        }
        return null;
    }

    @Override
    public @Nullable PolledRecords read() {
        for (int slice = 1; ; slice++) {
            if (stopRequested.get()) {
                Objects.requireNonNull(step).setTerminateOnly();
                return null;
            }
            if (clock.instant().isAfter(windowEnd)) {
                return null;
            }
            ConsumerRecords<String, byte[]> records =
                    Objects.requireNonNull(consumer).poll(POLL_TIMEOUT);
            if (!records.isEmpty() || !newlyAssigned.isEmpty() || slice >= MAX_EMPTY_POLLS) {
                return toPolledRecords(records);
            }
        }
    }

    private PolledRecords toPolledRecords(ConsumerRecords<String, byte[]> records) {
        List<ConsumerRecord<String, byte[]>> list = new ArrayList<>();
        records.forEach(list::add);
        PolledRecords poll = new PolledRecords(list, assigned, newlyAssigned);
        newlyAssigned.clear();
        return poll;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        Consumer<String, byte[]> assigning = Objects.requireNonNull(consumer);
        startOffsets.resolve(assigning, partitions).forEach(assigning::seek);
        assigned.addAll(partitionNumbers(partitions));
        newlyAssigned.addAll(partitionNumbers(partitions));
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        assigned.removeAll(partitionNumbers(partitions));
        newlyAssigned.removeAll(partitionNumbers(partitions));
    }

    static Set<Integer> partitionNumbers(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::partition).collect(Collectors.toSet());
    }
}
