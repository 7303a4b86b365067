package org.cardroom.agent;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.message.EnrolmentNotice;
import org.cardroom.events.kafka.KafkaClients;
import org.cardroom.events.kafka.KafkaTopics;

/** Whether the broker lets the agent in, how far their clocks are apart, and whether the agent is enrolled. */
final class BrokerCheck {
    private static final Duration BOUND = Duration.ofSeconds(3);
    private static final Duration MOST_APART = Duration.ofSeconds(5);

    private final AgentConfig config;
    private final Findings findings;
    private final Duration answer;

    private BrokerCheck(AgentConfig config, Findings findings, Duration answer) {
        this.config = config;
        this.findings = findings;
        this.answer = answer;
    }

    /**
     * Looks at them; each waits a few seconds at most.
     *
     * @param answer how long it waits for a processor's answer
     */
    static void of(AgentConfig config, AgentFolder folder, Findings findings, Duration answer) {
        KafkaClients kafka = config.kafka();
        BrokerCheck check = new BrokerCheck(config, findings, answer);
        try (KafkaConsumer<String, byte[]> consumer = kafka.createConsumer(Map.of("allow.auto.create.topics", false))) {
            if (check.findsTopics(consumer)) {
                check.tryOut(consumer, folder);
            }
        } catch (KafkaException | OutOfMemoryError e) {
            check.failed(kafka.toException(e));
        }
    }

    private boolean findsTopics(KafkaConsumer<String, byte[]> consumer) {
        boolean events = !consumer.partitionsFor(KafkaTopics.CARD_EVENTS, BOUND).isEmpty();
        findings.ok("broker " + config.kafka().bootstrap() + " answers");
        String own = KafkaTopics.instructionTopicName(config.name());
        boolean instructions = !consumer.partitionsFor(own, BOUND).isEmpty();
        if (!events) {
            findings.bad("there is no topic " + KafkaTopics.CARD_EVENTS, "start a processor");
        }
        if (!instructions) {
            findings.bad("there is no topic " + own, "let an officer enrol the agent with --kafka, or run it once");
        }
        return events && instructions;
    }

    private void tryOut(KafkaConsumer<String, byte[]> consumer, AgentFolder folder) {
        TopicPartition own = new TopicPartition(KafkaTopics.instructionTopicName(config.name()), 0);
        consumer.assign(List.of(own));
        consumer.seekToEnd(List.of(own));
        consumer.position(own, BOUND);
        findings.ok("topic " + own.topic() + " can be read");
        try {
            Probe probe = Probe.send(config, BOUND);
            findings.ok("topic " + KafkaTopics.CARD_EVENTS + " can be written to");
            clock(probe);
            enrolment(probe, consumer, folder);
        } catch (EnvironmentException e) {
            failed(e);
        }
    }

    private void clock(Probe probe) {
        if (probe.ahead().isEmpty()) {
            findings.bad(
                    "the broker's clock is not known",
                    "set message.timestamp.type=LogAppendTime on the topic " + KafkaTopics.CARD_EVENTS);
            return;
        }
        Duration ahead = probe.ahead().get();
        String clock = "clock " + ahead.abs().toMillis() + " ms " + (ahead.isNegative() ? "behind" : "ahead of")
                + " the broker's";
        if (ahead.abs().compareTo(MOST_APART) > 0) {
            findings.bad(clock, "set it by NTP; processors refuse an agent that is 10 minutes ahead");
        } else {
            findings.ok(clock);
        }
    }

    private void enrolment(Probe probe, KafkaConsumer<String, byte[]> consumer, AgentFolder folder) {
        probe.answer(consumer, answer)
                .ifPresentOrElse(
                        notice -> {
                            if (notice.reason() == EnrolmentNotice.NoticeReason.ENROLLED) {
                                findings.ok("a processor answers: the agent is enrolled");
                            } else {
                                findings.bad(folder.whatToDo(notice));
                            }
                        },
                        this::silence);
    }

    /** A processor that was given another key than the one in the agent's file cannot tell who asks. */
    private void silence() {
        if (config.kafka().groupSize(KafkaTopics.PROCESSOR_GROUP).orElse(1) == 0) {
            findings.bad("no processor runs that could tell whether the agent is enrolled", "start one");
        } else {
            findings.bad(
                    "no processor answered within " + answer.toSeconds() + " s",
                    "is one running, and is --processors its file?");
        }
    }

    private void failed(EnvironmentException failure) {
        findings.bad(String.valueOf(failure.getMessage()), advice(failure, config.name()));
    }

    /** What to do about a broker that cannot be used: whether it is away, or does not let the agent in. */
    static String advice(Throwable failure, String agent) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AuthorizationException) {
                return "allow the agent to read " + KafkaTopics.instructionTopicName(agent) + " and to write to "
                        + KafkaTopics.CARD_EVENTS;
            }
            if (cause instanceof AuthenticationException) {
                return "say --kafka-properties that this broker takes";
            }
        }
        return "start it, or say another --kafka";
    }
}
