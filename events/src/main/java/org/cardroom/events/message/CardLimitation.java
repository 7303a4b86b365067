package org.cardroom.events.message;

/** What a card tells, before anybody proved anything to it, that it cannot give to every template. */
public enum CardLimitation {
    /** It has no command to replace its administrator key. */
    KEY_FIXED(RejectionReason.KEY_FIXED),
    /** Somebody tried its PIN, or it has fewer tries than a new card. */
    PIN_COUNTER_NOT_FULL(RejectionReason.PIN_COUNTER_NOT_FULL),
    /** Somebody tried its PUK. */
    PUK_COUNTER_NOT_FULL(RejectionReason.PUK_COUNTER_NOT_FULL);

    private final RejectionReason rejection;

    CardLimitation(RejectionReason rejection) {
        this.rejection = rejection;
    }

    /** Why the card is not served where this matters. */
    public RejectionReason toRejectionReason() {
        return rejection;
    }
}
