package org.cardroom.events.message;

/** A template feature that a card reports, before any authentication, that it cannot support. */
public enum CardLimitation {
    /** The card has no command to replace its administrator key. */
    KEY_FIXED(RejectionReason.KEY_FIXED),
    /** Its PIN was tried, or allows fewer tries than on a new card. */
    PIN_COUNTER_NOT_FULL(RejectionReason.PIN_COUNTER_NOT_FULL),
    /** Its PUK was tried. */
    PUK_COUNTER_NOT_FULL(RejectionReason.PUK_COUNTER_NOT_FULL);

    private final RejectionReason rejection;

    CardLimitation(RejectionReason rejection) {
        this.rejection = rejection;
    }

    /** Returns the reason to reject the card for a template that needs the feature. */
    public RejectionReason toRejectionReason() {
        return rejection;
    }
}
