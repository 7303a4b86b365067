/**
 * Lists the PC/SC readers of this machine and assigns each of them to a slot.
 *
 * <p>It sends nothing to a card. Start at {@link org.cardroom.agent.reader.ReaderSource}.
 */
@NullMarked
package org.cardroom.agent.reader;

import org.jspecify.annotations.NullMarked;
