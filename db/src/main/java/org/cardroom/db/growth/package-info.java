/**
 * A past that never was: cards that were issued long ago, made up by the database itself, so that it can be measured what
 * its size costs.
 *
 * <p>Nothing of the room uses it. Start at {@link org.cardroom.db.growth.Bygone}.
 */
@NullMarked
package org.cardroom.db.growth;

import org.jspecify.annotations.NullMarked;
