package org.cardroom.room.chaos.plan;

import java.time.Duration;
import org.cardroom.room.chaos.parts.Moment;

/**
 * One fault that is to be done.
 *
 * @param due once so many cards have ended
 * @param moment where a card should be in its exchange, if one is there in time
 * @param which of several parts or connections, from 0; to be taken modulo their number
 * @param lasting how long a part is away, stopped, cut off or slow
 * @param command at which a card is torn out, from 1
 */
public record Fault(Kind kind, int due, Moment moment, int which, Duration lasting, int command) {
    /** Where within that command: before, inside or after. */
    public String place() {
        return switch (which % 3) {
            case 0 -> "before";
            case 1 -> "inside";
            default -> "after";
        };
    }
}
