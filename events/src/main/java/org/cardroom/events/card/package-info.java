/**
 * The public values of a card: answer-to-reset, id, kind and challenge.
 *
 * <p>It contains no secrets and no card access. Start at {@link org.cardroom.events.card.CardId}.
 */
@NullMarked
package org.cardroom.events.card;

import org.jspecify.annotations.NullMarked;
