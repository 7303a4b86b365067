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
import org.cardroom.events.client.InstructionClient.AgentIdentity;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.EnrolmentNotice;
import org.cardroom.events.message.EventHeader;
import org.jspecify.annotations.Nullable;

/**
 * A published event that asks the processors whether the agent with this key is enrolled. {@code clockAhead} is how far
 * this machine's clock is ahead of the broker's; empty if the broker keeps the sender's time.
 */
record EnrolmentProbe(UUID eventId, String fingerprint, Optional<Duration> clockAhead) {
    private static final Clock CLOCK = Clock.systemUTC();

    /** Subtracted from the sent timestamp: a record stored with exactly this timestamp does not have the broker's time. */
    private static final Duration TIMESTAMP_OFFSET = Duration.ofSeconds(61);

    /** Publishes a probe; fails with an {@link EnvironmentException} if the broker does not accept it. */
    static EnrolmentProbe send(AgentConfig config, Duration timeout) {
        Instant sent = CLOCK.instant();
        AgentIdentity identity = config.identity();
        AgentChannel channel = AgentChannel.open(
                identity.agent(), identity.key(), identity.processorsId(), identity.processors(), sent);
        EventHeader header =
                new EventHeader(EventHeader.SCHEMA, UuidGenerator.next(), config.name(), channel.ref(), "doctor", sent);
        CardEvent event = new CardEvent.EnrolmentCheckRequested(header);
        Instant marked = sent.minus(TIMESTAMP_OFFSET);
        long stored = sendAndGetTimestamp(config, signedRecord(channel, event, marked), timeout);
        Instant midpoint = sent.plus(Duration.between(sent, CLOCK.instant()).dividedBy(2));
        boolean brokerTime = stored != marked.toEpochMilli();
        return new EnrolmentProbe(
                header.event(),
                identity.key().publicKey().fingerprint(),
                brokerTime ? Optional.of(Duration.between(Instant.ofEpochMilli(stored), midpoint)) : Optional.empty());
    }

    private static ProducerRecord<String, byte[]> signedRecord(AgentChannel channel, CardEvent event, Instant marked) {
        byte[] value = MessageJson.write(event);
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(KafkaTopics.CARD_EVENTS, null, marked.toEpochMilli(), event.recordKey(), value);
        record.headers().add(KafkaTopics.MAC_HEADER, channel.mac(KafkaTopics.CARD_EVENTS, event.recordKey(), value));
        return record;
    }

    private static long sendAndGetTimestamp(
            AgentConfig config, ProducerRecord<String, byte[]> record, Duration timeout) {
        try (KafkaProducer<String, byte[]> producer = config.kafka().createProducer()) {
            producer.partitionsFor(record.topic());
            return producer.send(record)
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .timestamp();
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw config.kafka().toException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnvironmentException("interrupted while waiting for the broker", e);
        }
    }

    /** Waits for a processor's answer; empty if none arrives in time. */
    Optional<EnrolmentNotice> awaitNotice(KafkaConsumer<String, byte[]> consumer, Duration timeout) {
        Instant end = CLOCK.instant().plus(timeout);
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

    /** Ignores instructions, notices of other events, and a notice of another key that names the agent's own key. */
    private Optional<EnrolmentNotice> parseNotice(byte @Nullable [] value) {
        try {
            EnrolmentNotice notice = MessageJson.read(value == null ? new byte[0] : value, EnrolmentNotice.class);
            boolean valid = notice.event().equals(eventId) && !fingerprint.equals(notice.enrolledFingerprint());
            return valid ? Optional.of(notice) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
