/**
 * The card protocols: recognises GIDS and PIV cards, requests challenges, and writes keys, PINs and PUKs.
 *
 * <p>It decides nothing and stores nothing: the caller says what to write, and the card's response is returned as a
 * value. Start at {@link org.cardroom.agent.card.SmartCard}.
 */
@NullMarked
package org.cardroom.agent.card;

import org.jspecify.annotations.NullMarked;
