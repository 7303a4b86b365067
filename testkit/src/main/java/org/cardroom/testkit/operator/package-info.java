/**
 * Virtual operators, who insert cards, wait for the slot's signal and remove them, and what they measure.
 *
 * <p>It knows no agent: the caller passes slot states on. Start at {@link
 * org.cardroom.testkit.operator.VirtualOperator}.
 */
@NullMarked
package org.cardroom.testkit.operator;

import org.jspecify.annotations.NullMarked;
