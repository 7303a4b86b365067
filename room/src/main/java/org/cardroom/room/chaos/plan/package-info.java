/**
 * Which faults are done when, drawn by a seed.
 *
 * <p>It does none of them. Start at {@link org.cardroom.room.chaos.plan.Plan}.
 */
@NullMarked
package org.cardroom.room.chaos.plan;

import org.jspecify.annotations.NullMarked;
