/**
 * The commands {@code virtual-readers} (a real pcscd with virtual readers and cards, to try an agent or card tools
 * without hardware) and {@code virtual-agent}. They need no servers of the demo and verify nothing. Start at {@link
 * org.cardroom.demo.virtualreaders.VirtualReadersCommand}.
 */
@NullMarked
package org.cardroom.demo.virtualreaders;

import org.jspecify.annotations.NullMarked;
