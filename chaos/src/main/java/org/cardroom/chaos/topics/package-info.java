/**
 * Observation of the Kafka topics during a run, for the checks at its end and for repeated events.
 *
 * <p>Start at {@link org.cardroom.chaos.topics.TopicRecorder}.
 */
@NullMarked
package org.cardroom.chaos.topics;

import org.jspecify.annotations.NullMarked;
