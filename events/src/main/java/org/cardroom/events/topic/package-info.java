/**
 * The Kafka topics and the way to the broker.
 *
 * <p>What travels on them is not its business. Start at {@link org.cardroom.events.topic.Topics}.
 */
@NullMarked
package org.cardroom.events.topic;

import org.jspecify.annotations.NullMarked;
