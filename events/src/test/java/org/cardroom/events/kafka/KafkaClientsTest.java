package org.cardroom.events.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.cardroom.events.command.EnvironmentException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaClientsTest {
    @TempDir
    Path folder;

    @Test
    void takesMoreSettingsFromAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("kafka.properties"), "security.protocol=SSL\n");
        assertThat(KafkaClients.load("broker:9093", file).properties()).isEqualTo(Map.of("security.protocol", "SSL"));
    }

    @Test
    void saysThatTheFileCannotBeRead() {
        assertThatExceptionOfType(EnvironmentException.class)
                .isThrownBy(() -> KafkaClients.load("broker:9093", folder.resolve("none")))
                .withMessage("cannot read the Kafka properties in " + folder.resolve("none"));
    }

    @Test
    void saysThatTheBrokersNameIsNoName() {
        KafkaClients nowhere = new KafkaClients("not a broker", Map.of());
        assertThatExceptionOfType(EnvironmentException.class)
                .isThrownBy(() -> nowhere.createTopicsIfMissing(KafkaTopics.newCommonTopics()))
                .withMessageStartingWith("no Kafka broker can be used at not a broker");
    }

    @Test
    void saysThatTheBrokerDoesNotAllowIt() {
        KafkaClients strict = new KafkaClients("broker:9093", Map.of());
        assertThat(strict.toException(new TopicAuthorizationException("no")))
                .hasMessage("not all is allowed by the Kafka broker at broker:9093 (TopicAuthorization)");
    }

    @Test
    void givesEachAgentATopicOfItsOwn() {
        assertThat(KafkaTopics.instructionTopicName("north-1")).isEqualTo("cardroom.instructions.north-1");
        assertThat(KafkaTopics.newInstructionTopic("north-1").numPartitions()).isOne();
    }

    @Test
    void keepsInstructionsForMinutesAndOutcomesForMonths() {
        assertThat(KafkaTopics.newInstructionTopic("a").configs()).containsEntry("retention.ms", "600000");
        List<NewTopic> common = KafkaTopics.newCommonTopics();
        assertThat(common).extracting(NewTopic::name).contains(KafkaTopics.CARD_EVENTS, KafkaTopics.DEAD_LETTERS);
        assertThat(common.get(0).numPartitions()).isEqualTo(24);
        assertThat(common.get(1).configs()).containsEntry("retention.ms", "7776000000");
    }
}
