/**
 * A past that never was: cards that were issued long ago, made up by the database itself, so that it can be measured what
 * its size costs.
 *
 * <p>Nothing of the room uses it. Start at {@link org.cardroom.bench.database.IssuedCardSeeder}.
 */
@NullMarked
package org.cardroom.bench.database;

import org.jspecify.annotations.NullMarked;
