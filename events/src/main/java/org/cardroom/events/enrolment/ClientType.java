package org.cardroom.events.enrolment;

/** What an enrolled party may send. */
public enum ClientType {
    /** A reader agent: cards that are in its readers. */
    AGENT,
    /** A gateway of the HTTP API. */
    GATEWAY
}
