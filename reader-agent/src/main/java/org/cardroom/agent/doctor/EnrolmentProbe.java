package org.cardroom.agent.doctor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.cardroom.agent.config.AgentConfig;
import org.cardroom.events.channel.AgentChannel;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.EnrolmentNotice;
import org.cardroom.events.message.EventHeader;
import org.jspecify.annotations.Nullable;

/**
 * An event that asks whether the agent is enrolled, sent to see what becomes of it.
 *
 * @param eventId its id
 * @param fingerprint that of the agent's own key
 * @param clockAhead how far this machine's clock is ahead of the broker's; empty where the broker did not tell its own
 */
record EnrolmentProbe(UUID eventId, String fingerprint, Optional<Duration> clockAhead) {
    private static final Clock CLOCK = Clock.systemUTC();

    /** Senders' times that come back are told from the broker's own by this: no clock is off by just so much. */
    private static final Duration MARK = Duration.ofSeconds(61);

    /**
     * Sends one under the agent's name.
     *
     * @throws EnvironmentException if the broker does not take it
     */
    static EnrolmentProbe send(AgentConfig config, Duration bound) {
        Instant sent = CLOCK.instant();
        AgentChannel channel =
                AgentChannel.open(config.name(), config.key(), config.processorsId(), config.processors(), sent);
        EventHeader header =
                new EventHeader(EventHeader.SCHEMA, UuidGenerator.next(), config.name(), channel.ref(), "doctor", sent);
        CardEvent event = new CardEvent.EnrolmentCheckRequested(header);
        Instant marked = sent.minus(MARK);
        long stored = sendAndGetTimestamp(config, signedRecord(channel, event, marked), bound);
        Instant half = sent.plus(Duration.between(sent, CLOCK.instant()).dividedBy(2));
        boolean own = stored != marked.toEpochMilli();
        return new EnrolmentProbe(
                header.event(),
                config.key().publicKey().fingerprint(),
                own ? Optional.of(Duration.between(Instant.ofEpochMilli(stored), half)) : Optional.empty());
    }

    private static ProducerRecord<String, byte[]> signedRecord(AgentChannel channel, CardEvent event, Instant marked) {
        byte[] value = MessageJson.write(event);
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(KafkaTopics.CARD_EVENTS, null, marked.toEpochMilli(), event.recordKey(), value);
        record.headers().add(KafkaTopics.MAC_HEADER, channel.mac(KafkaTopics.CARD_EVENTS, event.recordKey(), value));
        return record;
    }

    private static long sendAndGetTimestamp(AgentConfig config, ProducerRecord<String, byte[]> record, Duration bound) {
        try (KafkaProducer<String, byte[]> producer = config.kafka().createProducer()) {
            producer.partitionsFor(record.topic());
            return producer.send(record)
                    .get(bound.toMillis(), TimeUnit.MILLISECONDS)
                    .timestamp();
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw config.kafka().toException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnvironmentException("interrupted while it waited for the broker", e);
        }
    }

    /** What a processor says to this agent, if one does in time. */
    Optional<EnrolmentNotice> awaitNotice(KafkaConsumer<String, byte[]> consumer, Duration bound) {
        Instant end = CLOCK.instant().plus(bound);
        while (CLOCK.instant().isBefore(end)) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                Optional<EnrolmentNotice> notice = parseNotice(record.value());
                if (notice.isPresent()) {
                    return notice;
                }
            }
        }
        return Optional.empty();
    }

    /** Instructions, notices of other events, and that another key is enrolled which is its own, are nothing here. */
    private Optional<EnrolmentNotice> parseNotice(byte @Nullable [] value) {
        try {
            EnrolmentNotice notice = MessageJson.read(value == null ? new byte[0] : value, EnrolmentNotice.class);
            boolean counts = notice.event().equals(eventId) && !fingerprint.equals(notice.enrolledFingerprint());
            return counts ? Optional.of(notice) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
