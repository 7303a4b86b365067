/**
 * The readers of this machine, and which slot each of them is.
 *
 * <p>It talks to no card, and does not know what a slot is for. Start at {@link org.cardroom.agent.reader.ReaderSource}.
 */
@NullMarked
package org.cardroom.agent.reader;

import org.jspecify.annotations.NullMarked;
