package org.cardroom.domain.user;

/** Role of a user of the HTTP API. A user may have several. */
public enum UserRole {
    /** Creates requests and cancels its own. */
    REQUESTER,
    /** Approves and denies requests of others. */
    APPROVER,
    /** Binds cards and completes requests and cards. */
    OPERATOR,
    /** Reads keys, authentication responses and PINs. */
    OFFICER,
    /** Reads everything except secrets. */
    AUDITOR
}
