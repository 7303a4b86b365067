/**
 * Stages 2 and 4 and the order of all stages: loads the rows of a poll's events, hands each event to the {@code decision}
 * package, and turns decisions into rows, sealed instructions, letters, audit facts and issuance events, written in one
 * round trip. Decides nothing itself and publishes nothing. Start at
 * {@link org.cardroom.processor.application.ProvisioningService}.
 */
@NullMarked
package org.cardroom.processor.application;

import org.jspecify.annotations.NullMarked;
