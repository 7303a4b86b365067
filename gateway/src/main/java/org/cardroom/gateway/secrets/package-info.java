/**
 * The operations that return secrets to officers: a card's own key, the response to its challenge, its proposed PIN. Each
 * is authorised, audited, requested from the processors, and written to the response.
 *
 * <p>It computes no secret and stores none. Start at
 * {@link org.cardroom.gateway.secrets.SecretController}.
 */
@NullMarked
package org.cardroom.gateway.secrets;

import org.jspecify.annotations.NullMarked;
