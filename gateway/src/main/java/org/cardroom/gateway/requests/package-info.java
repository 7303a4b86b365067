/**
 * The operations on requests: create, list, approve, deny, cancel, complete, abandon.
 *
 * <p>It changes no card: the processors decide whether a card is complete. Start at
 * {@link org.cardroom.gateway.requests.RequestController}.
 */
@NullMarked
package org.cardroom.gateway.requests;

import org.jspecify.annotations.NullMarked;
