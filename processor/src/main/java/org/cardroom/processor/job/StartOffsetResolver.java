package org.cardroom.processor.job;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.cardroom.db.stream.ConsumerOffsetRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Determines the start offset of assigned partitions: the one in the database, unless the topic does not have it. Reading
 * events again is harmless, because replay ids are kept longer than channels are accepted; skipping events is not.
 */
final class StartOffsetResolver {
    private static final Logger LOG = LoggerFactory.getLogger(StartOffsetResolver.class);

    private final ConsumerOffsetRepository offsets;
    private final Supplier<Optional<String>> topicId;

    /**
     * Creates a resolver for one topic.
     *
     * @param topicId reads the topic id from the broker; a re-created topic has another one
     */
    StartOffsetResolver(ConsumerOffsetRepository offsets, Supplier<Optional<String>> topicId) {
        this.offsets = offsets;
        this.topicId = topicId;
    }

    /** The start offset of each partition. Corrects the stored offset where it lies beyond the end of the partition. */
    Map<TopicPartition, Long> resolve(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        if (topicId.get().filter(offsets::resetIfTopicRecreated).isPresent()) {
            LOG.error("card-event topic re-created since the last run: reading from its beginning");
        }
        Set<Integer> numbers =
                partitions.stream().map(TopicPartition::partition).collect(Collectors.toSet());
        Map<Integer, Long> stored = offsets.findNext(numbers);
        Map<TopicPartition, Long> begin = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
        Map<TopicPartition, Long> next = new HashMap<>();
        for (TopicPartition partition : partitions) {
            long known = stored.getOrDefault(partition.partition(), 0L);
            next.put(
                    partition,
                    resolveNext(
                            partition, known, begin.getOrDefault(partition, 0L), end.getOrDefault(partition, known)));
        }
        return next;
    }

    private long resolveNext(TopicPartition partition, long known, long begin, long end) {
        if (known > end) {
            LOG.error(
                    "partition {} ends at offset {}, below the stored offset {}: the broker lost events or is another one;"
                            + " reading from the beginning",
                    partition,
                    end,
                    known);
            offsets.reset(Map.of(partition.partition(), begin));
            return begin;
        }
        if (known < begin && known > 0) {
            LOG.error(
                    "{} events of {} were deleted before a processor read them; insert cards that still wait for an answer"
                            + " again",
                    begin - known,
                    partition);
        }
        return Math.max(known, begin);
    }
}
