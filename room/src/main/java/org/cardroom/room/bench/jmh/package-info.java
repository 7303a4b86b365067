/**
 * What ciphers, channel and codec take, each alone, by JMH.
 *
 * <p>It needs no servers. Start at {@link org.cardroom.room.bench.jmh.Microbenches}.
 */
@NullMarked
package org.cardroom.room.bench.jmh;

import org.jspecify.annotations.NullMarked;
