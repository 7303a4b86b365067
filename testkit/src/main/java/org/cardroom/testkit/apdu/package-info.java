/**
 * Command and response APDUs and TLV as a card sees them. It shares no code with the agent, which is tested against it.
 * Start at {@link org.cardroom.testkit.apdu.SimCommand}.
 */
@NullMarked
package org.cardroom.testkit.apdu;

import org.jspecify.annotations.NullMarked;
