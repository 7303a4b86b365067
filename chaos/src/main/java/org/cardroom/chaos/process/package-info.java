/**
 * The processes of the installation, which can be killed, stopped and restarted; none outlives its parent.
 *
 * <p>Faults are neither chosen nor counted here. Start at {@link org.cardroom.chaos.process.SupervisedProcess}.
 */
@NullMarked
package org.cardroom.chaos.process;

import org.jspecify.annotations.NullMarked;
