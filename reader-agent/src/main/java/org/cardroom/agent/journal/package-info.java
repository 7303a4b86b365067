/**
 * The agent's own memory of what it was about to write to cards, which survives a kill at any moment.
 *
 * <p>It holds no secret and talks to nobody. Start at {@link org.cardroom.agent.journal.WriteJournal}.
 */
@NullMarked
package org.cardroom.agent.journal;

import org.jspecify.annotations.NullMarked;
