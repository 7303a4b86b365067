/**
 * The heart: each card event is authenticated, decided, written down and answered, a poll at a time.
 *
 * <p>{@code CardEventItemReader} polls, {@code CardEventItemWriter} does a poll's work in one transaction, {@code InsertionDecider} decides one
 * event of a reader and nothing else, {@code GatewayDecider} one of a client over HTTP; keys are worked out in {@code InstructionFactory}. Start at
 * {@link org.cardroom.processor.job.ProvisioningWorker}.
 */
@NullMarked
package org.cardroom.processor.job;

import org.jspecify.annotations.NullMarked;
