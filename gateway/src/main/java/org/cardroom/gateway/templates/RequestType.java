package org.cardroom.gateway.templates;

/** What requests can be for. Only the first is served here; the others are understood, and there is nothing for them. */
public enum RequestType {
    ENROLL,
    DUPLICATE,
    OFFLINE_UNBLOCK,
    ONLINE_UPDATE,
    RENEW,
    RECOVER,
    RECOVER_ON_BEHALF,
    REINSTATE,
    RETIRE,
    REVOKE,
    TEMPORARY_CARDS,
    UNBLOCK
}
