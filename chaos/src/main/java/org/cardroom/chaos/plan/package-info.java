/**
 * The schedule of faults, generated from a seed.
 *
 * <p>Nothing is injected here. Start at {@link org.cardroom.chaos.plan.FaultSchedule}.
 */
@NullMarked
package org.cardroom.chaos.plan;

import org.jspecify.annotations.NullMarked;
