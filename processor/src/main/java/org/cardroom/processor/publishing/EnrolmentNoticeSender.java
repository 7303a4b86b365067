package org.cardroom.processor.publishing;

import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.kafka.KafkaTopics;
import org.cardroom.events.message.EnrolmentNotice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends enrolment notices, always deferred, because anyone can invent agent names whose topics do not exist. Notices are
 * dropped when the queue is full; an agent that exists sends more events.
 */
public record EnrolmentNoticeSender(DeferredSender deferredSender) implements Consumer<EnrolmentNotice> {
    private static final Logger LOG = LoggerFactory.getLogger(EnrolmentNoticeSender.class);

    /** Returns at once. */
    @Override
    public void accept(EnrolmentNotice notice) {
        String topic = KafkaTopics.instructionTopicName(notice.agent());
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(topic, notice.event().toString(), MessageJson.write(notice));
        deferredSender.enqueue(new DeferredSender.DeferredRecord(
                record,
                (metadata, failure) -> LOG.debug("enrolment notice sent; acknowledged={}", failure == null),
                () -> LOG.debug("enrolment notice dropped")));
    }
}
