/**
 * Seeding of issued cards, so that the effect of database size can be measured.
 *
 * <p>Only benchmarks use it. Start at {@link org.cardroom.bench.database.IssuedCardSeeder}.
 */
@NullMarked
package org.cardroom.bench.database;

import org.jspecify.annotations.NullMarked;
