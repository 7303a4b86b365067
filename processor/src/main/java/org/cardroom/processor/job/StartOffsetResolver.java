package org.cardroom.processor.job;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.cardroom.db.stream.ConsumerOffsetRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Determines the start offset of assigned partitions: the one in the database, unless the topic does not have it. Reading
 * events again is harmless, because replay ids are kept longer than channels are accepted; skipping events is not.
 * @param topicId reads the topic id from the broker; a re-created topic has another one
 */
record StartOffsetResolver(ConsumerOffsetRepository offsets, Supplier<Optional<String>> topicId) {
    private static final Logger LOG = LoggerFactory.getLogger(StartOffsetResolver.class);

    /** The start offset of each partition. Corrects the stored offset where it lies beyond the end of the partition. */
    Map<TopicPartition, Long> resolve(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        if (topicId.get().filter(offsets::resetIfTopicRecreated).isPresent()) {
            LOG.error("card-event topic re-created since the last run: reading from its beginning");
        }
        Map<Integer, Long> stored = offsets.findNext(CardEventItemReader.partitionNumbers(partitions));
        Map<TopicPartition, Long> begin = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
        Map<TopicPartition, Long> next = new HashMap<>();
        for (TopicPartition partition : partitions) {
            long known = stored.getOrDefault(partition.partition(), 0L);
            long first = begin.getOrDefault(partition, 0L);
            next.put(partition, resolveNext(partition, known, first, end.getOrDefault(partition, known)));
        }
        return next;
    }

    private long resolveNext(TopicPartition partition, long known, long begin, long end) {
        if (known > end) {
            LOG.error(
                    "card events lost, or broker replaced: the stored offset is beyond the partition's end; partition={}"
                            + " stored={} end={}; reading from the beginning; check that this is the right broker",
                    partition,
                    known,
                    end);
            offsets.reset(Map.of(partition.partition(), begin));
            return begin;
        }
        if (known < begin && known > 0) {
            LOG.error(
                    "card events deleted by the broker before a processor read them; partition={} count={}; insert the"
                            + " cards that still wait for an answer again",
                    partition,
                    begin - known);
        }
        return Math.max(known, begin);
    }
}
