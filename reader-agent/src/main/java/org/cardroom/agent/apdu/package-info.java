/**
 * Encodes, sends and decodes APDUs (ISO/IEC 7816-3 and 7816-4), without knowledge of card applications.
 *
 * <p>It logs the headers of commands without secrets and nothing of the others. Start at
 * {@link org.cardroom.agent.apdu.ApduChannel}.
 */
@NullMarked
package org.cardroom.agent.apdu;

import org.jspecify.annotations.NullMarked;
