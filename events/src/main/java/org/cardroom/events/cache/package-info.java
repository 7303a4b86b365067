/**
 * The bounded map behind every in-memory cache and rate limiter.
 *
 * <p>It knows nothing about what is cached. Start at {@link org.cardroom.events.cache.BoundedMap}.
 */
@NullMarked
package org.cardroom.events.cache;

import org.jspecify.annotations.NullMarked;
