/**
 * Stage 1: authenticates polled records and removes replays and stale events. What is rejected becomes a dead letter.
 * Reads and writes no table itself. Start at {@link org.cardroom.processor.authentication.EventAuthenticator} for a single
 * record and {@link org.cardroom.processor.authentication.AuthenticatedPoll} for a poll.
 */
@NullMarked
package org.cardroom.processor.authentication;

import org.jspecify.annotations.NullMarked;
