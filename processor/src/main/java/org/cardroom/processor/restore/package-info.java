/**
 * Restore after PostgreSQL was put back from a backup: rolls cards forward from the outcomes topic, quarantines those
 * with conflicts, and skips the card events since the backup.
 *
 * <p>No event is answered here, and no key is needed. Start at {@link org.cardroom.processor.restore.DatabaseRestore};
 * the decision on one card is {@link org.cardroom.processor.restore.CardRollForward}.
 */
@NullMarked
package org.cardroom.processor.restore;

import org.jspecify.annotations.NullMarked;
