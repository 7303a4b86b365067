/**
 * Files that survive a crash: replaced as a whole, or locked by one process.
 *
 * <p>It does not know what is in them. Start at {@link org.cardroom.events.files.AtomicFile} and
 * {@link org.cardroom.events.files.LockFile}.
 */
@NullMarked
package org.cardroom.events.files;

import org.jspecify.annotations.NullMarked;
