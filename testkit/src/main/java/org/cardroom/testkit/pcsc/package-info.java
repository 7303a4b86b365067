/**
 * Virtual cards at a real PC/SC service: a pcscd of one's own with virtual readers (vsmartcard-vpcd), whose cards come
 * over TCP. It needs pcscd, vsmartcard-vpcd and the right to a mount namespace, says so where one is missing, and knows
 * nothing of PC/SC's clients. Start at {@link org.cardroom.testkit.pcsc.VirtualPcscd}.
 */
@NullMarked
package org.cardroom.testkit.pcsc;

import org.jspecify.annotations.NullMarked;
