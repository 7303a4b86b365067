/**
 * Requests over HTTP: made, approved or denied by somebody else, taken back, and ended.
 *
 * <p>It works on no card; that a card is done is for the processors to find. Start at
 * {@link org.cardroom.gateway.requests.RequestController}.
 */
@NullMarked
package org.cardroom.gateway.requests;

import org.jspecify.annotations.NullMarked;
