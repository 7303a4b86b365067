/**
 * Smart cards over HTTP: bound to a request, looked at, and taken through the rest of their lives.
 *
 * <p>How far the writing of a card has come is for the processors to say, and is not changed here. Start at
 * {@link org.cardroom.gateway.smartcards.SmartcardController}.
 */
@NullMarked
package org.cardroom.gateway.smartcards;

import org.jspecify.annotations.NullMarked;
