/**
 * The heart: each card event is authenticated, decided, written down and answered, a poll at a time.
 *
 * <p>{@code EventReader} polls, {@code EventWriter} does a poll's work in one transaction, {@code Decider} decides one
 * event of a reader and nothing else, {@code Asking} one of a client over HTTP; keys are worked out in {@code Instructions}. Start at
 * {@link org.cardroom.processor.provisioning.Provision}.
 */
@NullMarked
package org.cardroom.processor.provisioning;

import org.jspecify.annotations.NullMarked;
