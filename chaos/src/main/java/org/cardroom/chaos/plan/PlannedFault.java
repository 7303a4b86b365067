package org.cardroom.chaos.plan;

import java.time.Duration;
import org.cardroom.chaos.process.ExchangePhase;

/**
 * One fault that is to be done.
 *
 * @param dueAfterCards once so many cards have ended
 * @param phase where a card should be in its exchange, if one is there in time
 * @param target of several parts or connections, from 0; to be taken modulo their number
 * @param duration how long a part is away, stopped, cut off or slow
 * @param tearAtCommand at which a card is torn out, from 1
 */
public record PlannedFault(
        FaultKind kind, int dueAfterCards, ExchangePhase phase, int target, Duration duration, int tearAtCommand) {
    /** Where within that command: before, inside or after. */
    public String tearPosition() {
        return switch (target % 3) {
            case 0 -> "before";
            case 1 -> "inside";
            default -> "after";
        };
    }
}
