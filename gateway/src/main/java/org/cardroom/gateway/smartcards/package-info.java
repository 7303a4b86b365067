/**
 * The operations on smart cards: bind to a request, find, change the life-cycle status.
 *
 * <p>It does not change a card's provisioning state: the processors do. Start at
 * {@link org.cardroom.gateway.smartcards.SmartcardController}.
 */
@NullMarked
package org.cardroom.gateway.smartcards;

import org.jspecify.annotations.NullMarked;
