/**
 * After PostgreSQL was put back from an older backup: what was done to cards since is brought forward from the outcomes,
 * and what cannot be is held back.
 *
 * <p>It answers no card, and needs no key. Start at {@link org.cardroom.processor.restoring.Restore}.
 */
@NullMarked
package org.cardroom.processor.restoring;

import org.jspecify.annotations.NullMarked;
