/**
 * The deletion of what is done and only grows: ids that no replay can use any more, what is written down of old runs.
 *
 * <p>It deletes nothing that a card, a request or the audit is about. Start at {@link org.cardroom.processor.retention.RetentionPurger}.
 */
@NullMarked
package org.cardroom.processor.retention;

import org.jspecify.annotations.NullMarked;
