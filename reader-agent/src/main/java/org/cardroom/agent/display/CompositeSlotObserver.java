package org.cardroom.agent.display;

import java.time.Duration;
import java.util.List;
import org.cardroom.events.message.EnrolmentNotice;

/** Forwards each call to several observers, in this order. */
public record CompositeSlotObserver(List<SlotObserver> observers) implements SlotObserver {
    @Override
    public void statusChanged(SlotStatus status) {
        observers.forEach(each -> each.statusChanged(status));
    }

    @Override
    public void agentMessage(String line) {
        observers.forEach(each -> each.agentMessage(line));
    }

    @Override
    public void instructionReceived(String slot, Duration elapsed) {
        observers.forEach(each -> each.instructionReceived(slot, elapsed));
    }

    @Override
    public void agentRefused(EnrolmentNotice notice) {
        observers.forEach(each -> each.agentRefused(notice));
    }

    @Override
    public void cardFinished(String slot, boolean issued) {
        observers.forEach(each -> each.cardFinished(slot, issued));
    }
}
