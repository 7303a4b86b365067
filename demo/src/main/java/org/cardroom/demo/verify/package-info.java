/**
 * Proves on a virtual card that it is what the database says: its id, its PIN, its key.
 *
 * <p>It changes nothing but the counters of a card. Start at {@link org.cardroom.demo.verify.CardVerifier}.
 */
@NullMarked
package org.cardroom.demo.verify;

import org.jspecify.annotations.NullMarked;
