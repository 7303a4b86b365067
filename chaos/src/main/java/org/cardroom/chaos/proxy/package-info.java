/**
 * Stands between two parts on the loopback interface and passes bytes on, unless it is told to cut, to slow down, or to
 * lose an answer.
 *
 * <p>It understands no protocol: what it looks for are bytes. Start at {@link org.cardroom.chaos.proxy.TcpFaultProxy}.
 */
@NullMarked
package org.cardroom.chaos.proxy;

import org.jspecify.annotations.NullMarked;
