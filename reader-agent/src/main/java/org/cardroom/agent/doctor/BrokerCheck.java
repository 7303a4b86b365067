package org.cardroom.agent.doctor;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.cardroom.agent.config.AgentConfig;
import org.cardroom.agent.config.AgentDirectory;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.kafka.KafkaClients;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.events.message.EnrolmentNotice;

/** Checks access to the broker and its topics, the clock difference, and the agent's enrolment. */
record BrokerCheck(AgentConfig config, DoctorReport report, Duration answerTimeout) {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final Duration MAX_CLOCK_SKEW = Duration.ofSeconds(5);

    /** Runs the checks; each waits a few seconds at most, and {@code answerTimeout} for the answer of a processor. */
    static void check(AgentConfig config, AgentDirectory directory, DoctorReport report, Duration answerTimeout) {
        KafkaClients kafka = config.kafka();
        BrokerCheck check = new BrokerCheck(config, report, answerTimeout);
        try (KafkaConsumer<String, byte[]> consumer =
                kafka.createConsumer(Map.of(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false))) {
            if (check.checkTopics(consumer)) {
                check.checkReadAndWrite(consumer, directory);
            }
        } catch (KafkaException | OutOfMemoryError e) {
            check.reportFailure(kafka.toException(e));
        }
    }

    private boolean checkTopics(KafkaConsumer<String, byte[]> consumer) {
        boolean events =
                !consumer.partitionsFor(KafkaTopics.CARD_EVENTS, TIMEOUT).isEmpty();
        report.ok("broker " + config.kafka().bootstrap() + " answers");
        String own = KafkaTopics.instructionTopicName(config.name());
        boolean instructions = !consumer.partitionsFor(own, TIMEOUT).isEmpty();
        if (!events) {
            report.problem("there is no topic " + KafkaTopics.CARD_EVENTS, "start a processor");
        }
        if (!instructions) {
            report.problem(
                    "there is no topic " + own, "let an officer enrol the agent with --kafka, or run the agent once");
        }
        return events && instructions;
    }

    private void checkReadAndWrite(KafkaConsumer<String, byte[]> consumer, AgentDirectory directory) {
        TopicPartition own = new TopicPartition(KafkaTopics.instructionTopicName(config.name()), 0);
        consumer.assign(List.of(own));
        consumer.seekToEnd(List.of(own));
        consumer.position(own, TIMEOUT);
        report.ok("topic " + own.topic() + " can be read");
        try {
            EnrolmentProbe probe = EnrolmentProbe.send(config, TIMEOUT);
            report.ok("topic " + KafkaTopics.CARD_EVENTS + " can be written to");
            checkClock(probe);
            checkEnrolment(probe, consumer, directory);
        } catch (EnvironmentException e) {
            reportFailure(e);
        }
    }

    private void checkClock(EnrolmentProbe probe) {
        if (probe.clockAhead().isEmpty()) {
            report.problem(
                    "the broker's clock is unknown",
                    "set message.timestamp.type=LogAppendTime on the topic " + KafkaTopics.CARD_EVENTS);
            return;
        }
        Duration ahead = probe.clockAhead().get();
        String clock = "clock " + ahead.abs().toMillis() + " ms " + (ahead.isNegative() ? "behind" : "ahead of")
                + " the broker's";
        if (ahead.abs().compareTo(MAX_CLOCK_SKEW) > 0) {
            report.problem(clock, "synchronise it by NTP; processors refuse an agent whose clock is 10 minutes ahead");
        } else {
            report.ok(clock);
        }
    }

    private void checkEnrolment(
            EnrolmentProbe probe, KafkaConsumer<String, byte[]> consumer, AgentDirectory directory) {
        Optional<EnrolmentNotice> notice = probe.awaitNotice(consumer, answerTimeout);
        if (notice.isEmpty()) {
            reportNoAnswer();
        } else if (notice.get().reason() == EnrolmentNotice.NoticeReason.ENROLLED) {
            report.ok("a processor answers: the agent is enrolled");
        } else {
            report.problem(directory.enrolmentAdvice(notice.get()));
        }
    }

    /** A processor with other keys than those in {@code --processors} cannot authenticate the probe and does not answer. */
    private void reportNoAnswer() {
        if (config.kafka().groupSize(KafkaTopics.PROCESSOR_GROUP).orElse(1) == 0) {
            report.problem("no processor is running, so the enrolment cannot be checked", "start one");
        } else {
            report.problem(
                    "no processor answered within " + answerTimeout.toSeconds() + " s",
                    "check that one is running and that --processors is its file");
        }
    }

    private void reportFailure(EnvironmentException failure) {
        report.problem(String.valueOf(failure.getMessage()), advice(failure, config.name()));
    }

    /** Returns what to do about a broker that is unreachable or refuses the agent. */
    static String advice(Throwable failure, String agent) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AuthorizationException) {
                return "allow the agent to read " + KafkaTopics.instructionTopicName(agent) + " and to write to "
                        + KafkaTopics.CARD_EVENTS;
            }
            if (cause instanceof AuthenticationException) {
                return "pass --kafka-properties with credentials that this broker accepts";
            }
        }
        return "start it, or pass another --kafka";
    }
}
