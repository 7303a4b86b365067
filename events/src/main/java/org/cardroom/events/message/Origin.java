package org.cardroom.events.message;

import java.time.Instant;
import java.util.UUID;

/**
 * Where an event comes from.
 *
 * @param schema the version of the contract, {@value #SCHEMA}
 * @param event this event's id
 * @param agent the enrolled name of the agent
 * @param channel the channel it is authenticated under
 * @param slot the reader's stable name at that agent
 * @param at the agent's clock, for people; nothing is decided by it
 */
public record Origin(int schema, UUID event, String agent, ChannelRef channel, String slot, Instant at) {
    /** The version of the contract that this code speaks. */
    public static final int SCHEMA = 1;

    public Origin {
        Checks.schema(schema, SCHEMA);
        Checks.present("event id", event);
        Checks.name("agent", agent);
        Checks.present("channel", channel);
        Checks.name("slot", slot);
        Checks.present("time", at);
    }
}
