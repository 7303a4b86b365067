/**
 * Cards: life cycle, key state and sessions, with the state transitions that are allowed.
 *
 * <p>No I/O, clock or random source: ids are passed in. It holds key references, never keys. Start at
 * {@link org.cardroom.domain.card.Card}.
 */
@NullMarked
package org.cardroom.domain.card;

import org.jspecify.annotations.NullMarked;
