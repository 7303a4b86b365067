/**
 * A whole room on one machine, for people who want to see one.
 *
 * <p>Nothing in it is needed to run the parts apart. Start at {@link org.cardroom.room.RoomMain}.
 */
@NullMarked
package org.cardroom.room;

import org.jspecify.annotations.NullMarked;
