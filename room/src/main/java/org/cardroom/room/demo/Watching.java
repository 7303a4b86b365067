package org.cardroom.room.demo;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.cardroom.agent.display.SlotObserver;

/**
 * Hands what each slot shows to the operator at it.
 *
 * @param operators by slot
 */
record Watching(Map<String, Operator> operators) implements SlotObserver {
    Watching {
        operators = Map.copyOf(operators);
    }

    @Override
    public void statusChanged(SlotStatus status) {
        at(status.slot()).sees(status.state());
    }

    @Override
    public void instructionReceived(String slot, Duration took) {
        at(slot).answered(took);
    }

    private Operator at(String slot) {
        return Objects.requireNonNull(operators.get(slot), "a slot that was opened here");
    }
}
