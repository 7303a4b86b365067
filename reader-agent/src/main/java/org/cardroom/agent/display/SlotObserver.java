package org.cardroom.agent.display;

import java.time.Duration;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.message.EnrolmentNotice;
import org.cardroom.events.message.SlotState;
import org.jspecify.annotations.Nullable;

/** Whoever shows the operator what the slots show. It is called on the slots' threads and must return soon. */
@FunctionalInterface
public interface SlotObserver {
    /** A slot shows another thing. */
    void statusChanged(SlotStatus status);

    /**
     * An instruction arrived at a slot.
     *
     * @param took from the publishing of the event that asked for it
     */
    default void instructionReceived(String slot, Duration took) {}

    /** The agent has a line to say that is about no slot. */
    default void agentMessage(String line) {}

    /** No processor answers this agent, and there is no sense in going on. Called once, on another thread. */
    default void agentRefused(EnrolmentNotice notice) {}

    /** The work on a card is over, as the slot has just shown. */
    default void cardFinished(String slot, boolean good) {}

    /**
     * What a slot shows.
     *
     * @param reason why, in words; absent where the state says all
     * @param kind the kind of the card in it, where it is known
     * @param card the id of the card in it, where it is known
     */
    record SlotStatus(
            String slot,
            SlotState state,
            @Nullable String reason,
            @Nullable CardKind kind,
            @Nullable CardId card) {}
}
