/**
 * Which faults are done when, drawn by a seed.
 *
 * <p>It does none of them. Start at {@link org.cardroom.chaos.plan.FaultSchedule}.
 */
@NullMarked
package org.cardroom.chaos.plan;

import org.jspecify.annotations.NullMarked;
