package org.cardroom.agent.display;

import java.time.Duration;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.message.EnrolmentNotice;
import org.cardroom.events.message.SlotState;
import org.jspecify.annotations.Nullable;

/** Receives the slots' status for display. The calls are made on the slots' threads and must return quickly. */
@FunctionalInterface
public interface SlotObserver {
    /** The status of a slot changed. */
    void statusChanged(SlotStatus status);

    /** An instruction arrived at a slot, this long after the event was published that requested it. */
    default void instructionReceived(String slot, Duration elapsed) {}

    /** The agent has a message for the operator that concerns no slot. */
    default void agentMessage(String line) {}

    /** The processors refuse this agent, so it must stop. Called once, on another thread. */
    default void agentRefused(EnrolmentNotice notice) {}

    /** The work on a card is finished. Called after the status that shows the result. */
    default void cardFinished(String slot, boolean issued) {}

    /** The status of a slot, the reason for the operator, and the kind and id of the inserted card, if known. */
    record SlotStatus(
            String slot,
            SlotState state,
            @Nullable String reason,
            @Nullable CardKind kind,
            @Nullable CardId card) {}
}
