/**
 * Requests to issue a card: states, allowed transitions, and the rules for binding a card over HTTP.
 *
 * <p>It does not choose the request for a card; the processor does. Start at
 * {@link org.cardroom.domain.request.IssuanceRequest}.
 */
@NullMarked
package org.cardroom.domain.request;

import org.jspecify.annotations.NullMarked;
