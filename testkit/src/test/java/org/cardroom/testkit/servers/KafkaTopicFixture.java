package org.cardroom.testkit.servers;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A topic of one partition, for tests: write a record, read the first one. */
final class KafkaTopicFixture {

    private static final String NAME = "kept";

    private final Map<String, Object> settings;

    KafkaTopicFixture(String bootstrap) {
        this.settings = Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    }

    void create() throws Exception {
        try (Admin admin = Admin.create(settings)) {
            admin.createTopics(List.of(new NewTopic(NAME, Optional.of(1), Optional.of((short) 1))))
                    .all()
                    .get();
        }
    }

    void write(String value) throws Exception {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(NAME, value)).get();
        }
    }

    String first() {
        TopicPartition partition = new TopicPartition(NAME, 0);
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            List<ConsumerRecord<String, String>> records =
                    consumer.poll(Duration.ofSeconds(20)).records(partition);
            return records.isEmpty() ? "nothing" : records.get(0).value();
        }
    }
}
