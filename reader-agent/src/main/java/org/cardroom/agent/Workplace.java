package org.cardroom.agent;

import org.cardroom.agent.journal.WriteJournal;
import org.cardroom.events.link.Link;
import org.cardroom.events.link.Posted;
import org.cardroom.events.message.SlotState;

/** What a slot works with. */
record Workplace(String slot, Link link, WriteJournal journal, Board board, Patience patience, Stop stop) {
    private static final String NO_BROKER = "the broker does not answer";

    /** Waits until an event has arrived, however long the broker is away; false if the agent ends before. */
    boolean delivered(Posted event) {
        while (!event.arrivesWithin(patience.answer())) {
            board.show(SlotState.TAKE_OUT_BAD, NO_BROKER);
            if (stop.isAskedWithin(patience.recovery())) {
                return false;
            }
        }
        return true;
    }
}
