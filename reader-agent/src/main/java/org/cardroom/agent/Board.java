package org.cardroom.agent;

import java.time.Duration;
import org.cardroom.agent.card.SmartCard;
import org.cardroom.events.card.Atr;
import org.cardroom.events.client.InstructionClient;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.SlotState;
import org.jspecify.annotations.Nullable;

/** What one slot shows: to whoever watches here, and as an event to the processors. Used by the slot's thread only. */
final class Board {
    private final String slot;
    private final InstructionClient client;
    private final SlotObserver observer;
    private @Nullable Atr atr;
    private @Nullable SmartCard card;
    private SlotObserver.@Nullable Shown last;

    Board(String slot, InstructionClient client, SlotObserver observer) {
        this.slot = slot;
        this.client = client;
        this.observer = observer;
    }

    void inserted(Atr found) {
        atr = found;
    }

    void recognised(SmartCard found) {
        card = found;
    }

    void removed() {
        atr = null;
        card = null;
    }

    void show(SlotState state) {
        show(state, null);
    }

    /** Tells it once, however often it is shown. */
    void show(SlotState state, @Nullable String reason) {
        SlotObserver.Shown now = new SlotObserver.Shown(
                slot, state, reason, card == null ? null : card.kind(), card == null ? null : card.id());
        if (!now.equals(last)) {
            last = now;
            observer.shows(now);
            client.publish(slot, header -> new CardEvent.SlotStatusChanged(header, state, atr, reason));
        }
    }

    void ended(boolean good) {
        observer.ended(slot, good);
    }

    void answered(Duration took) {
        observer.answered(slot, took);
    }
}
