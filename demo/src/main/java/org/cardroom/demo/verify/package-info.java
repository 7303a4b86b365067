/**
 * Verifies on a virtual card what the database says: id, PIN, administrator key. It changes only the card's counters.
 * Start at {@link org.cardroom.demo.verify.CardVerifier}.
 */
@NullMarked
package org.cardroom.demo.verify;

import org.jspecify.annotations.NullMarked;
