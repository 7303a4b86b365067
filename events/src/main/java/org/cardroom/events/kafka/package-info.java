/**
 * The Kafka topics and the way to the broker.
 *
 * <p>What travels on them is not its business. Start at {@link org.cardroom.events.kafka.KafkaTopics}.
 */
@NullMarked
package org.cardroom.events.kafka;

import org.jspecify.annotations.NullMarked;
