/**
 * The reader agent publishes an event for each card that is inserted and executes the instructions that it receives.
 *
 * <p>It makes no decisions, keeps a card's key only while it executes the instruction, and has no database. Start at
 * {@link org.cardroom.agent.slot.ReaderAgent}.
 */
@NullMarked
package org.cardroom.agent;

import org.jspecify.annotations.NullMarked;
