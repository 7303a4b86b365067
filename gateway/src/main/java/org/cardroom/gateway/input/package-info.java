/**
 * Reads what clients send, strictly: each value is what it says, once, or the request is refused with the name of the
 * parameter or field.
 *
 * <p>It guesses nothing and knows no rule about requests or cards. Start at
 * {@link org.cardroom.gateway.input.JsonBody} for bodies; parameters arrive converted.
 */
@NullMarked
package org.cardroom.gateway.input;

import org.jspecify.annotations.NullMarked;
