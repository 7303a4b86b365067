package org.cardroom.agent.session;

import org.cardroom.agent.config.AgentTimeouts;
import org.cardroom.agent.display.SlotStatusPublisher;
import org.cardroom.agent.journal.WriteJournal;
import org.cardroom.events.client.EventPublication;
import org.cardroom.events.client.InstructionClient;
import org.cardroom.events.message.SlotState;

/** What a slot works with. */
public record SlotContext(
        String slot,
        InstructionClient client,
        WriteJournal journal,
        SlotStatusPublisher statusPublisher,
        AgentTimeouts timeouts,
        StopSignal stopSignal) {
    private static final String NO_BROKER = "the broker does not answer";

    /** Waits until an event has arrived, however long the broker is away; false if the agent ends before. */
    boolean awaitDelivery(EventPublication event) {
        while (!event.awaitAckOrResend(timeouts.instructionTimeout())) {
            statusPublisher.publish(SlotState.REMOVE_FAILED, NO_BROKER);
            if (stopSignal.awaitStop(timeouts.retryDelay())) {
                return false;
            }
        }
        return true;
    }
}
