/**
 * JMH microbenchmarks of ciphers, channel and message codec.
 *
 * <p>They need no servers. Start at {@link org.cardroom.bench.jmh.JmhRunner}.
 */
@NullMarked
package org.cardroom.bench.jmh;

import org.jspecify.annotations.NullMarked;
