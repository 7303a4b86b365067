package org.cardroom.events.message;

/** What a card tells, before anybody proved anything to it, that it cannot give to every template. */
public enum Shortcoming {
    /** It has no command to replace its administrator key. */
    KEY_FIXED(Rejection.KEY_FIXED),
    /** Somebody tried its PIN, or it has fewer tries than a new card. */
    PIN_COUNTER_NOT_FULL(Rejection.PIN_COUNTER_NOT_FULL),
    /** Somebody tried its PUK. */
    PUK_COUNTER_NOT_FULL(Rejection.PUK_COUNTER_NOT_FULL);

    private final Rejection rejection;

    Shortcoming(Rejection rejection) {
        this.rejection = rejection;
    }

    /** Why the card is not served where this matters. */
    public Rejection rejection() {
        return rejection;
    }
}
