package org.cardroom.processor.publishing;

import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.events.message.EnrolmentNotice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends notices aside, whatever is known of the topic: anybody can make up agents. What does not fit is dropped; an agent
 * that is really there sends more events.
 */
public record EnrolmentNoticeSender(DeferredSender aside) implements Consumer<EnrolmentNotice> {
    private static final Logger LOG = LoggerFactory.getLogger(EnrolmentNoticeSender.class);

    /** Returns at once. */
    @Override
    public void accept(EnrolmentNotice notice) {
        String topic = KafkaTopics.instructionTopicName(notice.agent());
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(topic, notice.event().toString(), MessageJson.write(notice));
        aside.enqueue(new DeferredSender.DeferredRecord(
                record,
                (metadata, failure) -> LOG.debug("a notice is sent: {}", failure == null),
                () -> LOG.debug("a notice is dropped")));
    }
}
