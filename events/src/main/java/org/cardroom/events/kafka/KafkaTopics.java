package org.cardroom.events.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** Names and settings of the topics, and record headers. */
public final class KafkaTopics {
    /** Events of agents and gateways, keyed by card id to keep the events of one card in order. */
    public static final String CARD_EVENTS = "cardroom.card-events";

    /** Outcomes of cards and batches, for other systems. */
    public static final String OUTCOMES = "cardroom.outcomes";

    /** Rejected records, unchanged. */
    public static final String DEAD_LETTERS = "cardroom.dead-letters";

    /** Header of an event: its HMAC-SHA-256, 32 bytes. */
    public static final String MAC_HEADER = "cardroom-mac";

    /** Header of a dead letter: the reason, UTF-8. */
    public static final String REASON_HEADER = "cardroom-reason";

    /** Partitions of the card events, and so the maximum number of processors. */
    public static final int CARD_EVENT_PARTITIONS = 24;

    /** The consumer group of the processors. */
    public static final String PROCESSOR_GROUP = "cardroom-processors";

    private static final String INSTRUCTIONS = "cardroom.instructions.";

    private KafkaTopics() {}

    /** Returns the name of an agent's instruction topic; only that agent may read it. */
    public static String instructionTopicName(String agent) {
        return INSTRUCTIONS + agent;
    }

    /** Whether a topic is an instruction topic. */
    public static boolean isInstructionTopic(String topic) {
        return topic.startsWith(INSTRUCTIONS);
    }

    /** Returns the topics of every installation, with the broker's default replication. */
    public static List<NewTopic> newCommonTopics() {
        NewTopic events = topic(CARD_EVENTS, CARD_EVENT_PARTITIONS, Duration.ofDays(7));
        // Broker time: the age of an event must not depend on agent clocks, and an agent can measure its clock skew.
        Map<String, String> settings = new HashMap<>(events.configs());
        settings.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        return List.of(
                events.configs(settings),
                topic(OUTCOMES, 1, Duration.ofDays(90)),
                topic(DEAD_LETTERS, 1, Duration.ofDays(90)));
    }

    /** Returns the topic of one agent, with the broker's default replication. */
    public static NewTopic newInstructionTopic(String agent) {
        Duration kept = Duration.ofMinutes(10);
        // Kafka deletes closed segments only; by default a segment is closed after a week.
        Map<String, String> settings = new HashMap<>(topic("", 1, kept).configs());
        settings.put(TopicConfig.SEGMENT_MS_CONFIG, Long.toString(kept.toMillis()));
        return topic(instructionTopicName(agent), 1, kept).configs(settings);
    }

    private static NewTopic topic(String name, int partitions, Duration retention) {
        return new NewTopic(name, partitions, (short) -1)
                .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis())));
    }
}
