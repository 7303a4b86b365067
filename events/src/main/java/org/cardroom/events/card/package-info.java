/**
 * What a card shows to anybody: its answer-to-reset, its id, its kind and the challenges it draws.
 *
 * <p>Nothing here is secret, and nothing here talks to a card. Start at {@link org.cardroom.events.card.CardId}.
 */
@NullMarked
package org.cardroom.events.card;

import org.jspecify.annotations.NullMarked;
