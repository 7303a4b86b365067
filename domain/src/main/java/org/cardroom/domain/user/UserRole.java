package org.cardroom.domain.user;

/** What a user of the HTTP API may do. One user may have several. */
public enum UserRole {
    /** Makes requests, and takes back those of its own. */
    REQUESTER,
    /** Approves and denies requests of others. */
    APPROVER,
    /** Binds cards, and says how requests and cards end. */
    OPERATOR,
    /** Reads keys, authentication responses and PINs. */
    OFFICER,
    /** Reads everything that is no secret. */
    AUDITOR
}
