/**
 * The running agent: one worker thread for each connected reader, and quarantine of readers that keep failing.
 *
 * <p>What happens to a card is in {@link org.cardroom.agent.session}. Start at
 * {@link org.cardroom.agent.slot.ReaderAgent}.
 */
@NullMarked
package org.cardroom.agent.slot;

import org.jspecify.annotations.NullMarked;
