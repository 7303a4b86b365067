/**
 * The staleness check: compares the database with the outcomes published from it, and refuses an older database.
 *
 * <p>Only the stored read position of the topic is changed; {@link org.cardroom.processor.restore} repairs a stale
 * database. Start at {@link org.cardroom.processor.staleness.DatabaseStalenessCheck}.
 */
@NullMarked
package org.cardroom.processor.staleness;

import org.jspecify.annotations.NullMarked;
