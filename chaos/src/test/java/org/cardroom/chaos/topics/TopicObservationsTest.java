package org.cardroom.chaos.topics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.cardroom.events.kafka.KafkaTopics;
import org.junit.jupiter.api.Test;

class TopicObservationsTest {
    @Test
    void explainsNoDeadLetterThatNobodyInjected() {
        TopicObservations observations = new TopicObservations();
        ConsumerRecord<String, byte[]> letter =
                new ConsumerRecord<>(KafkaTopics.DEAD_LETTERS, 0, 0, "card", "no event".getBytes(UTF_8));
        letter.headers().add(KafkaTopics.REASON_HEADER, "not readable".getBytes(UTF_8));
        observations.add(letter);
        assertThat(observations.deadLetters().unexplained()).containsOnlyKeys("not readable");
    }
}
