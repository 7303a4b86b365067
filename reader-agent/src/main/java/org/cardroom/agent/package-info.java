/**
 * The reader agent: sees cards in readers, tells the processors, and writes to each card what it is told.
 *
 * <p>It decides nothing, holds no key of any card beyond the command that writes it, and knows no database. Start at
 * {@link org.cardroom.agent.slot.ReaderAgent}.
 */
@NullMarked
package org.cardroom.agent;

import org.jspecify.annotations.NullMarked;
