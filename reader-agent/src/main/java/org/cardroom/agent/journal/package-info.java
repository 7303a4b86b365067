/**
 * The agent's write-ahead journal: which writes to cards it was about to send. It survives a kill at any moment.
 *
 * <p>It holds no secret and sends nothing. Start at {@link org.cardroom.agent.journal.WriteJournal}.
 */
@NullMarked
package org.cardroom.agent.journal;

import org.jspecify.annotations.NullMarked;
