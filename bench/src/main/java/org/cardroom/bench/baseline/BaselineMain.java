package org.cardroom.bench.baseline;

import static java.util.Map.entry;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.cardroom.events.kafka.KafkaClients;
import org.jspecify.annotations.Nullable;

/**
 * A process for comparison: consumes events with the processor's client settings, commits the same rows, and replies with
 * the same number of records of the same size.
 *
 * <ul>
 *   <li>{@code floor}: one transaction per poll; the lower bound for a pipeline with these rows.
 *   <li>{@code alternative}: one transaction per record, as a record listener does.
 *   <li>{@code echo}: no rows; Kafka alone.
 * </ul>
 *
 * <p>It omits authentication, JSON parsing, replay checks, locks, reads, decisions, key derivation, PINs, the audit chain
 * and Spring.
 */
public final class BaselineMain {
    /** The line printed when it starts to consume. */
    public static final String READY = "ready";
    /** As in the processor. */
    private static final int MAX_POLL_RECORDS = 64;

    private final Queue<Long> acknowledged = new ConcurrentLinkedQueue<>();
    private final BaselineWriter rows;
    private final Producer<String, byte[]> producer;

    private BaselineMain(BaselineWriter rows, Producer<String, byte[]> producer) {
        this.rows = rows;
        this.producer = producer;
    }

    /** Arguments: {@code floor}, {@code alternative} or {@code echo}; bootstrap servers; JDBC URL; topic of the events. */
    public static void main(String[] args) throws SQLException {
        KafkaClients kafka = new KafkaClients(args[1], Map.of());
        Map<String, Object> settings = Map.ofEntries(
                entry(ConsumerConfig.GROUP_ID_CONFIG, "bench-" + args[3]),
                entry(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer"),
                entry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS),
                entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"));
        try (Connection connection = DriverManager.getConnection(args[2]);
                Consumer<String, byte[]> consumer = kafka.createConsumer(settings);
                Producer<String, byte[]> producer = kafka.createProducer()) {
            connection.setAutoCommit(false);
            consumer.subscribe(Set.of(args[3]));
            System.out.println(READY);
            BaselineMain baseline = new BaselineMain(new BaselineWriter(connection), producer);
            while (true) {
                baseline.consume(args[0], consumer);
            }
        }
    }

    private void consume(String kind, Consumer<String, byte[]> consumer) throws SQLException {
        List<BaselineEvent> tasks = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> event : consumer.poll(Duration.ofMillis(250))) {
            tasks.add(BaselineEvent.from(event));
        }
        if (kind.equals("echo")) {
            BaselineEvent.replies(tasks).forEach(reply -> send(reply, null));
        } else if (kind.equals("alternative")) {
            for (BaselineEvent task : tasks) {
                write(List.of(task));
            }
        } else if (!tasks.isEmpty()) {
            write(tasks);
        }
    }

    private void write(List<BaselineEvent> tasks) throws SQLException {
        List<Long> published = new ArrayList<>();
        for (Long id = acknowledged.poll(); id != null; id = acknowledged.poll()) {
            published.add(id);
        }
        List<Long> entries = rows.write(tasks, published);
        List<BaselineReply> replies = BaselineEvent.replies(tasks);
        for (int i = 0; i < replies.size(); i++) {
            send(replies.get(i), entries.get(i));
        }
    }

    private void send(BaselineReply reply, @Nullable Long entry) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(reply.topic(), reply.recordKey(), reply.bytes());
        var unused = producer.send(record, (metadata, failure) -> {
            if (failure == null && entry != null) {
                acknowledged.add(entry);
            }
        });
    }
}
