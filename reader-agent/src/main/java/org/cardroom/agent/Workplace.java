package org.cardroom.agent;

import org.cardroom.agent.journal.WriteJournal;
import org.cardroom.events.client.InstructionClient;
import org.cardroom.events.client.EventPublication;
import org.cardroom.events.message.SlotState;

/** What a slot works with. */
record Workplace(String slot, InstructionClient link, WriteJournal journal, Board board, Patience patience, Stop stop) {
    private static final String NO_BROKER = "the broker does not answer";

    /** Waits until an event has arrived, however long the broker is away; false if the agent ends before. */
    boolean delivered(EventPublication event) {
        while (!event.awaitAckOrResend(patience.answer())) {
            board.show(SlotState.REMOVE_FAILED, NO_BROKER);
            if (stop.isAskedWithin(patience.recovery())) {
                return false;
            }
        }
        return true;
    }
}
