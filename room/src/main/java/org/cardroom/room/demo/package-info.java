/**
 * Issues a batch from a manifest on virtual cards, with real servers, and proves each card on the card.
 *
 * <p>The parts are those of a real room; only cards, readers and the hands that put them in are made up here. Start at
 * {@link org.cardroom.room.demo.DemoCommand}.
 */
@NullMarked
package org.cardroom.room.demo;

import org.jspecify.annotations.NullMarked;
