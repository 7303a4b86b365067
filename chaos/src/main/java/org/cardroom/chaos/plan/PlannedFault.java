package org.cardroom.chaos.plan;

import java.time.Duration;
import org.cardroom.chaos.process.ExchangePhase;

/**
 * A fault of the schedule.
 * @param dueAfterCards the number of ended cards after which it is due
 * @param phase the phase in which it should hit a card, if one reaches it in time
 * @param target selects the process or connection, modulo their number
 * @param duration how long a process or connection is down, stopped or slow
 * @param tearAtCommand the command at which a card is removed, from 1
 */
public record PlannedFault(
        FaultKind kind, int dueAfterCards, ExchangePhase phase, int target, Duration duration, int tearAtCommand) {
    /** Whether it is only armed when due, and happens with the next card. */
    public boolean needsCard() {
        return kind == FaultKind.TEAR || kind == FaultKind.LOSE_COMMIT;
    }

    /** Returns the position of the tear relative to that command: before, inside or after. */
    public String tearPosition() {
        return switch (target % 3) {
            case 0 -> "before";
            case 1 -> "inside";
            default -> "after";
        };
    }
}
