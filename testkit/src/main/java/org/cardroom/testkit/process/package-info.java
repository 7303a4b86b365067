/**
 * Child processes: start, ready line, output, kill, and an end together with their parent; free ports and bounded waits.
 *
 * <p>It does not restart processes: that is chaos' {@code SupervisedProcess}. Start at {@link
 * org.cardroom.testkit.process.ManagedProcess}.
 */
@NullMarked
package org.cardroom.testkit.process;

import org.jspecify.annotations.NullMarked;
