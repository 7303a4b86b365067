/**
 * What only officers may read: a card's key, the answer to its challenge, the PIN that is proposed for it. The way of
 * each: is it allowed, is it the card, write down who asks, ask the processors, hand it on.
 *
 * <p>It can work out none of them, and keeps none. Start at
 * {@link org.cardroom.gateway.secrets.SecretController}.
 */
@NullMarked
package org.cardroom.gateway.secrets;

import org.jspecify.annotations.NullMarked;
