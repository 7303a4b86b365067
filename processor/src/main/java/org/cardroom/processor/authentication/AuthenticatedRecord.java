package org.cardroom.processor.authentication;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.cardroom.events.enrolment.Enrolment;
import org.cardroom.events.message.CardEvent;

/** A record, once it was looked at. */
public sealed interface AuthenticatedRecord {
    /** It comes from an enrolled agent, unaltered. */
    record AcceptedEvent(int partition, CardEvent event, Enrolment enrolment) implements AuthenticatedRecord {}

    /** It cannot be used, and why. */
    record DeadLetter(ConsumerRecord<String, byte[]> record, String reason) implements AuthenticatedRecord {}
}
