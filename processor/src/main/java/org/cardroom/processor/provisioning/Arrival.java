package org.cardroom.processor.provisioning;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.cardroom.events.enrolment.Enrolment;
import org.cardroom.events.message.CardEvent;

/** A record, once it was looked at. */
sealed interface Arrival {
    /** It comes from an enrolled agent, unaltered. */
    record Genuine(int partition, CardEvent event, Enrolment agent) implements Arrival {}

    /** It cannot be used, and why. */
    record Dead(ConsumerRecord<String, byte[]> record, String reason) implements Arrival {}
}
