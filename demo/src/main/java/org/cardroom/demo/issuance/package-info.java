/**
 * Rooms to try: one that issues a batch from a manifest on virtual cards and proves each card on the card, and one that
 * stays, with the HTTP API.
 *
 * <p>The parts are those of a real room; only cards, readers and the hands that put them in are made up here. Start at
 * {@link org.cardroom.demo.batch.DemoCommand} and
 * {@link org.cardroom.demo.room.RoomCommand}.
 */
@NullMarked
package org.cardroom.demo.issuance;

import org.jspecify.annotations.NullMarked;
