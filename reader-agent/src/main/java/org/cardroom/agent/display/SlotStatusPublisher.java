package org.cardroom.agent.display;

import java.time.Duration;
import org.cardroom.agent.card.SmartCard;
import org.cardroom.events.card.Atr;
import org.cardroom.events.client.InstructionClient;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.SlotState;
import org.jspecify.annotations.Nullable;

/** Publishes the status of one slot: to the local observer and as an event to the processors. Not thread-safe. */
public final class SlotStatusPublisher {
    private final String slot;
    private final InstructionClient client;
    private final SlotObserver observer;
    private @Nullable Atr atr;
    private @Nullable SmartCard card;
    private SlotObserver.@Nullable SlotStatus last;

    public SlotStatusPublisher(String slot, InstructionClient client, SlotObserver observer) {
        this.slot = slot;
        this.client = client;
        this.observer = observer;
    }

    public void cardInserted(Atr atr) {
        this.atr = atr;
    }

    public void cardIdentified(SmartCard card) {
        this.card = card;
    }

    public void cardRemoved() {
        atr = null;
        card = null;
    }

    public void publish(SlotState state) {
        publish(state, null);
    }

    /** Publishes a status; one that equals the previous status is not published again. */
    public void publish(SlotState state, @Nullable String reason) {
        SlotObserver.SlotStatus status = new SlotObserver.SlotStatus(
                slot, state, reason, card == null ? null : card.kind(), card == null ? null : card.id());
        if (!status.equals(last)) {
            last = status;
            observer.statusChanged(status);
            client.publish(slot, header -> new CardEvent.SlotStatusChanged(header, state, atr, reason));
        }
    }

    public void cardFinished(boolean issued) {
        observer.cardFinished(slot, issued);
    }

    public void instructionReceived(Duration elapsed) {
        observer.instructionReceived(slot, elapsed);
    }
}
