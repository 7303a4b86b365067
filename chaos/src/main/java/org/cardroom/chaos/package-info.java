/**
 * The chaos test: issues virtual cards with the real processes while these are killed and stopped and their connections
 * are cut, slowed down or robbed of a response, then verifies every card against database, audit and topics.
 *
 * <p>Nothing is repaired here, and keys are used for verification only. Start at
 * {@link org.cardroom.chaos.ChaosCommand} and {@link org.cardroom.chaos.ChaosRun}.
 */
@NullMarked
package org.cardroom.chaos;

import org.jspecify.annotations.NullMarked;
