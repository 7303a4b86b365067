package org.cardroom.demo.issuance;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.cardroom.agent.display.SlotObserver;
import org.cardroom.testkit.operator.VirtualOperator;

/** Passes the states of each slot to its operator; the map is keyed by slot. */
public record OperatorObserver(Map<String, VirtualOperator> operators) implements SlotObserver {
    public OperatorObserver {
        operators = Map.copyOf(operators);
    }

    @Override
    public void statusChanged(SlotStatus status) {
        at(status.slot()).onState(status.state());
    }

    @Override
    public void instructionReceived(String slot, Duration took) {
        at(slot).onInstruction(took);
    }

    private VirtualOperator at(String slot) {
        return Objects.requireNonNull(operators.get(slot), "a slot that was opened here");
    }
}
