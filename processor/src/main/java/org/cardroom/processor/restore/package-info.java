/**
 * After PostgreSQL was put back from an older backup: what was done to cards since is brought forward from the outcomes,
 * and what cannot be is held back.
 *
 * <p>It answers no card, and needs no key. Start at {@link org.cardroom.processor.restore.DatabaseRestore}.
 */
@NullMarked
package org.cardroom.processor.restore;

import org.jspecify.annotations.NullMarked;
