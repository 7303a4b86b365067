/**
 * What was published about cards, read again: to know that the database is not older than it, and to bring an older one
 * forward.
 *
 * <p>It changes nothing but how far the database knows the topic. Start at
 * {@link org.cardroom.processor.staleness.DatabaseStalenessCheck}.
 */
@NullMarked
package org.cardroom.processor.staleness;

import org.jspecify.annotations.NullMarked;
