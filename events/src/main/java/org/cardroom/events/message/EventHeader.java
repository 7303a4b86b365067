package org.cardroom.events.message;

import java.time.Instant;
import java.util.UUID;
import org.cardroom.events.codec.MessageValidation;

/**
 * The sender, the channel and the time of an event.
 * @param schema the version of the contract, {@value #SCHEMA}
 * @param event this event's id
 * @param agent the enrolled name of the agent
 * @param channel the channel it is authenticated under
 * @param slot the reader's stable name at that agent
 * @param at the time by the agent's clock; for display only
 */
public record EventHeader(int schema, UUID event, String agent, ChannelRef channel, String slot, Instant at) {
    /** The version of the contract that this code implements. */
    public static final int SCHEMA = 1;

    public EventHeader {
        MessageValidation.requireSchema(schema, SCHEMA);
        MessageValidation.requirePresent("event id", event);
        MessageValidation.requireName("agent", agent);
        MessageValidation.requirePresent("channel", channel);
        MessageValidation.requireName("slot", slot);
        MessageValidation.requirePresent("time", at);
    }
}
