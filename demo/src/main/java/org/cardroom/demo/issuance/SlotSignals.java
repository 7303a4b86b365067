package org.cardroom.demo.issuance;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.cardroom.agent.display.SlotObserver;
import org.cardroom.events.command.EnvironmentException;
import org.cardroom.events.message.SlotState;

/** The states of one slot in order, to be awaited. */
public final class SlotSignals implements SlotObserver {
    private static final Duration BOUND = Duration.ofMinutes(1);

    private final BlockingQueue<SlotStatus> signals = new LinkedBlockingQueue<>();

    @Override
    public void statusChanged(SlotStatus status) {
        signals.add(status);
    }

    public void clear() {
        signals.clear();
    }

    /** Waits until the slot asks for a card. */
    public void awaitInsert() {
        await(Set.of(SlotState.INSERT));
    }

    /** Waits until the slot asks to remove the card, and returns what it shows. */
    public SlotStatus awaitResult() {
        return await(Set.of(SlotState.REMOVE_ISSUED, SlotState.REMOVE_FAILED));
    }

    /** Waits until the slot asks to remove the card; throws EnvironmentException if the card was not issued. */
    public void awaitIssued() {
        SlotStatus result = awaitResult();
        if (result.state() == SlotState.REMOVE_FAILED) {
            throw new EnvironmentException("the agent does not issue the card: " + result.reason());
        }
    }

    private SlotStatus await(Set<SlotState> states) {
        try {
            while (true) {
                SlotStatus status = signals.poll(BOUND.toSeconds(), TimeUnit.SECONDS);
                if (status == null) {
                    throw new EnvironmentException("the agent gives no signal: " + states);
                }
                if (states.contains(status.state())) {
                    return status;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnvironmentException("interrupted", e);
        }
    }
}
