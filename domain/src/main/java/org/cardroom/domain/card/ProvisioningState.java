package org.cardroom.domain.card;

import java.util.EnumSet;
import java.util.Set;

/** How far the writing of a card has come, and the table of what may follow what. */
public enum ProvisioningState {
    /** Bound to a request; nothing was sent. */
    NONE,
    /** A new key is written down and may be on the card. */
    KEY_PROPOSED,
    /** An answer under the key that the card should have was sent, with the PIN where there is one. */
    PIN_SENT,
    /** The card accepted that answer; the rest is not done. */
    KEY_CONFIRMED,
    /** All is done. */
    ISSUED,
    /** It gets no further answer. */
    SET_ASIDE;

    /** What may follow it; a step that was torn may be sent again. */
    public Set<ProvisioningState> allowedNext() {
        return switch (this) {
            case NONE -> EnumSet.of(KEY_PROPOSED, PIN_SENT, SET_ASIDE);
            case KEY_PROPOSED -> EnumSet.of(KEY_PROPOSED, PIN_SENT, SET_ASIDE);
            case PIN_SENT -> EnumSet.of(PIN_SENT, KEY_PROPOSED, KEY_CONFIRMED, SET_ASIDE);
            case KEY_CONFIRMED -> EnumSet.of(PIN_SENT, ISSUED, SET_ASIDE);
            case ISSUED, SET_ASIDE -> EnumSet.noneOf(ProvisioningState.class);
        };
    }

    /**
     * Goes on to that state.
     *
     * @throws IllegalStateException if it may not follow
     */
    public ProvisioningState transitionTo(ProvisioningState state) {
        if (!allowedNext().contains(state)) {
            throw new IllegalStateException("a card that is " + this + " does not become " + state);
        }
        return state;
    }
}
