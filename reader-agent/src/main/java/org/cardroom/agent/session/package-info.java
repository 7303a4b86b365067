/**
 * One card from its insertion to its removal: publishes its events, executes instructions on it and reports the results.
 *
 * <p>It decides nothing about keys and PINs, and does not know which reader is which slot. Start at
 * {@link org.cardroom.agent.session.CardInsertion}.
 */
@NullMarked
package org.cardroom.agent.session;

import org.jspecify.annotations.NullMarked;
