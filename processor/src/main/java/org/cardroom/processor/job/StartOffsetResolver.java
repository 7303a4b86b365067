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
 * Where partitions are read on from: where the database says, unless the topic has no such place. Reading the same events
 * again is harmless, since their ids are known for longer than their channels are accepted; leaving some out is not.
 */
final class StartOffsetResolver {
    private static final Logger LOG = LoggerFactory.getLogger(StartOffsetResolver.class);

    private final ConsumerOffsetRepository offsets;
    private final Supplier<Optional<String>> topicId;

    /**
     * Those of a topic.
     *
     * @param topicId asks the broker which making of the topic it has
     */
    StartOffsetResolver(ConsumerOffsetRepository offsets, Supplier<Optional<String>> topicId) {
        this.offsets = offsets;
        this.topicId = topicId;
    }

    /** The next offset of each of these; what is set right here is set right in the database too. */
    Map<TopicPartition, Long> resolve(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        if (topicId.get().filter(offsets::resetIfTopicRecreated).isPresent()) {
            LOG.error(
                    "the topic of the card events was made anew since the database last saw it: read from its beginning");
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
                    "{} ends at offset {}, and the database has consumed it to {}: the broker has lost events or is another"
                            + " one; read from the beginning",
                    partition,
                    end,
                    known);
            offsets.reset(Map.of(partition.partition(), begin));
            return begin;
        }
        if (known < begin && known > 0) {
            LOG.error(
                    "{} events of {} are lost: they were deleted before a processor read them. Cards that wait for an"
                            + " answer have to be put in again",
                    begin - known,
                    partition);
        }
        return Math.max(known, begin);
    }
}
