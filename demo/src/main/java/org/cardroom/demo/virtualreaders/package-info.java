/**
 * Virtual cards in virtual readers at a real pcscd, for whoever wants to try an agent, or a card tool, without hardware.
 *
 * <p>It issues nothing and proves nothing. Start at {@link org.cardroom.demo.virtualreaders.VirtualReadersCommand}.
 */
@NullMarked
package org.cardroom.demo.virtualreaders;

import org.jspecify.annotations.NullMarked;
