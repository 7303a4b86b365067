/**
 * A TCP proxy on the loopback interface that can cut connections, delay them, or drop one response.
 *
 * <p>It parses no protocol; requests and responses are recognised by byte sequences. Start at
 * {@link org.cardroom.chaos.proxy.TcpFaultProxy}.
 */
@NullMarked
package org.cardroom.chaos.proxy;

import org.jspecify.annotations.NullMarked;
