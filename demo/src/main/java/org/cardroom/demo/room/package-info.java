/**
 * The commands {@code room} (servers, processor and HTTP API until interrupted, with sample users and data) and {@code
 * servers}. For trials only: keys, passphrase and data are on one machine. Start at {@link
 * org.cardroom.demo.room.RoomCommand}.
 */
@NullMarked
package org.cardroom.demo.room;

import org.jspecify.annotations.NullMarked;
