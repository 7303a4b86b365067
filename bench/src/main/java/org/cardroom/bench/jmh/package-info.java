/**
 * What ciphers, channel and codec take, each alone, by JMH.
 *
 * <p>It needs no servers. Start at {@link org.cardroom.bench.jmh.JmhRunner}.
 */
@NullMarked
package org.cardroom.bench.jmh;

import org.jspecify.annotations.NullMarked;
