/**
 * Stage 5: publishes the committed outbox and sends enrolment notices. Decides nothing and writes no row but the outbox's.
 * Start at {@link org.cardroom.processor.publishing.OutboxPublisher}; {@code DeferredSender} handles topics that may not
 * exist.
 */
@NullMarked
package org.cardroom.processor.publishing;

import org.jspecify.annotations.NullMarked;
