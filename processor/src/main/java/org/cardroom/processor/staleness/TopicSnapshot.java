package org.cardroom.processor.staleness;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.kafka.KafkaClients;

/**
 * The result of reading a topic to its current end.
 * @param nextOffsets the offset after the last record, by partition
 * @param lostRecords records after the known offsets that the broker deleted before they were read
 */
public record TopicSnapshot(Map<Integer, Long> nextOffsets, long lostRecords) {
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(250);
    /** Consecutive polls without a record (20 s) after which reading fails. */
    private static final int MAX_EMPTY_POLLS = 80;

    /**
     * Reads a topic, each partition in order.
     * @param known the offset after the last known record, by partition; a missing partition counts as 0
     * @throws EnvironmentException if the broker does not answer
     */
    public static TopicSnapshot read(
            KafkaClients kafka, String topic, Map<Integer, Long> known, Consumer<ConsumerRecord<String, byte[]>> each) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest", ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5000);
        try (KafkaConsumer<String, byte[]> consumer = kafka.createConsumer(settings)) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(found -> new TopicPartition(topic, found.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
            long lost = seek(consumer, known, end);
            poll(kafka, consumer, end, each);
            Map<Integer, Long> next = new HashMap<>();
            end.forEach((partition, offset) -> next.put(partition.partition(), offset));
            return new TopicSnapshot(next, lost);
        } catch (KafkaException e) {
            throw kafka.toException(e);
        }
    }

    /** A partition that ends before the known offset was re-created and is read from its beginning. */
    private static long seek(
            KafkaConsumer<String, byte[]> consumer, Map<Integer, Long> known, Map<TopicPartition, Long> end) {
        Map<TopicPartition, Long> begin = consumer.beginningOffsets(end.keySet());
        long lost = 0;
        for (Map.Entry<TopicPartition, Long> partition : end.entrySet()) {
            long from = known.getOrDefault(partition.getKey().partition(), 0L);
            long first = begin.getOrDefault(partition.getKey(), 0L);
            boolean recreated = from > partition.getValue();
            lost += recreated ? 0 : Math.max(0, first - from);
            consumer.seek(partition.getKey(), recreated ? first : Math.max(first, from));
        }
        return lost;
    }

    private static void poll(
            KafkaClients kafka,
            KafkaConsumer<String, byte[]> consumer,
            Map<TopicPartition, Long> end,
            Consumer<ConsumerRecord<String, byte[]>> each) {
        int idle = 0;
        while (end.entrySet().stream().anyMatch(one -> consumer.position(one.getKey()) < one.getValue())) {
            ConsumerRecords<String, byte[]> records = consumer.poll(POLL_TIMEOUT);
            for (ConsumerRecord<String, byte[]> record : records) {
                if (record.offset() < end.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L)) {
                    each.accept(record);
                }
            }
            idle = records.isEmpty() ? idle + 1 : 0;
            if (idle > MAX_EMPTY_POLLS) {
                throw new EnvironmentException("the broker at " + kafka.bootstrap() + " has records but delivers none");
            }
        }
    }
}
