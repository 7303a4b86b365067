package org.cardroom.processor.provisioning;

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
 * Reads the card events, a poll an item, from where the database says; Kafka's own offsets are none. It ends the step at
 * the end of the working window or when it is told to stop.
 */
final class EventReader implements ItemReader<Poll>, StepExecutionListener, ConsumerRebalanceListener {
    private static final Duration SLICE = Duration.ofMillis(250);
    private static final int IDLE_SLICES = 4;

    private final Supplier<? extends Consumer<String, byte[]>> consumers;
    private final Positions positions;
    private final Instant end;
    private final Clock clock;
    private final AtomicBoolean stop;
    private final Set<Integer> assigned = new HashSet<>();
    private final Set<Integer> taken = new HashSet<>();
    private @Nullable Consumer<String, byte[]> consumer;
    private @Nullable StepExecution step;

    EventReader(
            Supplier<? extends Consumer<String, byte[]>> consumers,
            Positions positions,
            Instant end,
            Clock clock,
            AtomicBoolean stop) {
        this.consumers = consumers;
        this.positions = positions;
        this.end = end;
        this.clock = clock;
        this.stop = stop;
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
    public @Nullable Poll read() {
        for (int slice = 1; ; slice++) {
            if (stop.get()) {
                Objects.requireNonNull(step).setTerminateOnly();
                return null;
            }
            if (clock.instant().isAfter(end)) {
                return null;
            }
            ConsumerRecords<String, byte[]> records =
                    Objects.requireNonNull(consumer).poll(SLICE);
            if (!records.isEmpty() || !taken.isEmpty() || slice >= IDLE_SLICES) {
                return poll(records);
            }
        }
    }

    private Poll poll(ConsumerRecords<String, byte[]> records) {
        List<ConsumerRecord<String, byte[]>> list = new ArrayList<>();
        records.forEach(list::add);
        Poll poll = new Poll(list, assigned, taken);
        taken.clear();
        return poll;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        Set<Integer> numbers = numbers(partitions);
        Consumer<String, byte[]> assigning = Objects.requireNonNull(consumer);
        positions.of(assigning, partitions).forEach(assigning::seek);
        assigned.addAll(numbers);
        taken.addAll(numbers);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        assigned.removeAll(numbers(partitions));
        taken.removeAll(numbers(partitions));
    }

    private static Set<Integer> numbers(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::partition).collect(Collectors.toSet());
    }
}
