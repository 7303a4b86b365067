package org.cardroom.processor.authentication;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.cardroom.events.enrolment.Enrolment;
import org.cardroom.events.message.CardEvent;

/** The result of authenticating one record. */
public sealed interface AuthenticatedRecord {
    /** An unaltered event of an enrolled agent. */
    record AcceptedEvent(int partition, CardEvent event, Enrolment enrolment) implements AuthenticatedRecord {}

    /** A record that is not processed, and the reason. */
    record DeadLetter(ConsumerRecord<String, byte[]> record, String reason) implements AuthenticatedRecord {}
}
