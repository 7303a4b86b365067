package org.cardroom.gateway.templates;

/** The types of requests of the Certificate Management API. Only Enroll is supported. */
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
