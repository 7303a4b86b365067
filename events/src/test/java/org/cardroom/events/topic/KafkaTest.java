package org.cardroom.events.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.cardroom.events.command.CannotRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaTest {
    @TempDir
    Path folder;

    @Test
    void takesMoreSettingsFromAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("kafka.properties"), "security.protocol=SSL\n");
        assertThat(Kafka.at("broker:9093", file).properties()).isEqualTo(Map.of("security.protocol", "SSL"));
    }

    @Test
    void saysThatTheFileCannotBeRead() {
        assertThatExceptionOfType(CannotRun.class)
                .isThrownBy(() -> Kafka.at("broker:9093", folder.resolve("none")))
                .withMessage("cannot read the Kafka properties in " + folder.resolve("none"));
    }

    @Test
    void saysThatTheBrokersNameIsNoName() {
        Kafka nowhere = new Kafka("not a broker", Map.of());
        assertThatExceptionOfType(CannotRun.class)
                .isThrownBy(() -> nowhere.ensure(Topics.common()))
                .withMessageStartingWith("no Kafka broker can be used at not a broker");
    }

    @Test
    void saysThatTheBrokerDoesNotAllowIt() {
        Kafka strict = new Kafka("broker:9093", Map.of());
        assertThat(strict.unreachable(new TopicAuthorizationException("no")))
                .hasMessage("not all is allowed by the Kafka broker at broker:9093 (TopicAuthorization)");
    }

    @Test
    void givesEachAgentATopicOfItsOwn() {
        assertThat(Topics.instructions("north-1")).isEqualTo("cardroom.instructions.north-1");
        assertThat(Topics.forAgent("north-1").numPartitions()).isOne();
    }

    @Test
    void keepsInstructionsForMinutesAndOutcomesForMonths() {
        assertThat(Topics.forAgent("a").configs()).containsEntry("retention.ms", "600000");
        List<NewTopic> common = Topics.common();
        assertThat(common).extracting(NewTopic::name).contains(Topics.CARD_EVENTS, Topics.DEAD_LETTERS);
        assertThat(common.get(0).numPartitions()).isEqualTo(24);
        assertThat(common.get(1).configs()).containsEntry("retention.ms", "7776000000");
    }
}
