package org.cardroom.events.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** The topics' names and settings, and the headers on their records. */
public final class KafkaTopics {
    /** What agents tell: keyed by card id, so that one card's events stay in order. */
    public static final String CARD_EVENTS = "cardroom.card-events";

    /** What became of cards and batches: for the rest of the house. */
    public static final String OUTCOMES = "cardroom.outcomes";

    /** What could not be understood, as it came. */
    public static final String DEAD_LETTERS = "cardroom.dead-letters";

    /** Header of an event: its HMAC-SHA-256, 32 bytes. */
    public static final String MAC_HEADER = "cardroom-mac";

    /** Header of a dead letter: why it is one, UTF-8. */
    public static final String REASON_HEADER = "cardroom-reason";

    /** Partitions of the card events, and so the most processors that share the work. */
    public static final int CARD_EVENT_PARTITIONS = 24;

    /** The group in which the processors share the card events. */
    public static final String PROCESSOR_GROUP = "cardroom-processors";

    private static final String INSTRUCTIONS = "cardroom.instructions.";

    private KafkaTopics() {}

    /** The topic of one agent's instructions; only that agent may read it. */
    public static String instructionTopicName(String agent) {
        return INSTRUCTIONS + agent;
    }

    /** Whether it is the topic of an agent's instructions. */
    public static boolean isInstructionTopic(String topic) {
        return topic.startsWith(INSTRUCTIONS);
    }

    /** The topics that every room has, with the broker's own replication. */
    public static List<NewTopic> newCommonTopics() {
        NewTopic events = topic(CARD_EVENTS, CARD_EVENT_PARTITIONS, Duration.ofDays(7));
        // The broker's clock and not each agent's says how old an event is; and an agent learns how far it is off.
        Map<String, String> settings = new HashMap<>(events.configs());
        settings.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        return List.of(
                events.configs(settings),
                topic(OUTCOMES, 1, Duration.ofDays(90)),
                topic(DEAD_LETTERS, 1, Duration.ofDays(90)));
    }

    /** The topic of one agent, with the broker's own replication. */
    public static NewTopic newInstructionTopic(String agent) {
        Duration kept = Duration.ofMinutes(10);
        // A segment in use is never deleted, however old: without this it would be used for a week.
        Map<String, String> settings = new HashMap<>(topic("", 1, kept).configs());
        settings.put(TopicConfig.SEGMENT_MS_CONFIG, Long.toString(kept.toMillis()));
        return topic(instructionTopicName(agent), 1, kept).configs(settings);
    }

    private static NewTopic topic(String name, int partitions, Duration retention) {
        return new NewTopic(name, partitions, (short) -1)
                .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis())));
    }
}
