/**
 * Retention: periodic deletion of expired replay ids and of old job executions.
 *
 * <p>Cards, requests and audit entries are never deleted here. Start at
 * {@link org.cardroom.processor.retention.RetentionPurger}.
 */
@NullMarked
package org.cardroom.processor.retention;

import org.jspecify.annotations.NullMarked;
