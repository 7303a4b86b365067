package org.cardroom.events.enrolment;

/** The type of an enrolled client, which limits the events that it may send. */
public enum ClientType {
    /** A reader agent: events about its readers. */
    AGENT,
    /** A gateway of the HTTP API: events for its clients. */
    GATEWAY
}
