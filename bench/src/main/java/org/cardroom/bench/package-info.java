/**
 * Measures a room on this machine, and says what it measured against what.
 *
 * <p>It proves nothing about real cards, whose own time is made up. Start at {@link org.cardroom.bench.BenchCommand}.
 */
@NullMarked
package org.cardroom.bench;

import org.jspecify.annotations.NullMarked;
