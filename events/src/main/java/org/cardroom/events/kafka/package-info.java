/**
 * The Kafka topics and the factory of Kafka clients.
 *
 * <p>It does not know the messages. Start at {@link org.cardroom.events.kafka.KafkaTopics}.
 */
@NullMarked
package org.cardroom.events.kafka;

import org.jspecify.annotations.NullMarked;
