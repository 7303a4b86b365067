package org.cardroom.agent;

import java.time.Duration;
import java.util.List;
import org.cardroom.events.message.EnrolmentNotice;

/** Tells several observers what one is told, in this order. */
record Observers(List<SlotObserver> all) implements SlotObserver {
    @Override
    public void shows(Shown shown) {
        all.forEach(each -> each.shows(shown));
    }

    @Override
    public void says(String line) {
        all.forEach(each -> each.says(line));
    }

    @Override
    public void answered(String slot, Duration took) {
        all.forEach(each -> each.answered(slot, took));
    }

    @Override
    public void dismissed(EnrolmentNotice notice) {
        all.forEach(each -> each.dismissed(notice));
    }

    @Override
    public void ended(String slot, boolean good) {
        all.forEach(each -> each.ended(slot, good));
    }
}
