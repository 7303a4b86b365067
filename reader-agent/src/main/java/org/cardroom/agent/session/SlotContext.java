package org.cardroom.agent.session;

import org.cardroom.agent.config.AgentTimeouts;
import org.cardroom.agent.display.SlotStatusPublisher;
import org.cardroom.agent.journal.WriteJournal;
import org.cardroom.events.client.EventPublication;
import org.cardroom.events.client.InstructionClient;
import org.cardroom.events.message.SlotState;

/** The services and settings that the thread of one slot uses. */
public record SlotContext(
        String slot,
        InstructionClient client,
        WriteJournal journal,
        SlotStatusPublisher statusPublisher,
        AgentTimeouts timeouts,
        StopSignal stopSignal) {
    /** Waits until the broker has acknowledged an event, however long that takes; false if the agent stops before. */
    boolean awaitDelivery(EventPublication event) {
        while (!event.awaitAckOrResend(timeouts.instructionTimeout())) {
            statusPublisher.publish(SlotState.REMOVE_FAILED, "the broker does not answer");
            if (stopSignal.awaitStop(timeouts.retryDelay())) {
                return false;
            }
        }
        return true;
    }
}
