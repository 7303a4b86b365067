/**
 * Talks to smart cards, byte by byte: recognises GIDS and PIV cards, draws their challenges, writes keys, PINs and PUKs.
 *
 * <p>It decides nothing and keeps nothing: what to write comes from elsewhere, and what the card said goes back as a
 * value. Start at {@link org.cardroom.agent.card.SmartCard}.
 */
@NullMarked
package org.cardroom.agent.card;

import org.jspecify.annotations.NullMarked;
