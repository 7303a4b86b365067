package org.cardroom.events.card;

/** The card applications that Cardroom issues. The names are used in events, templates and the database. */
public enum CardKind {
    /** Generic Identity Device Specification: the card that Windows drives in-box. */
    GIDS,
    /** Personal Identity Verification, NIST SP 800-73-4. */
    PIV
}
