package org.cardroom.domain.card;

import java.util.EnumSet;
import java.util.Set;

/** How far a card is written, with the allowed transitions. */
public enum ProvisioningState {
    /** Bound to a request; no instruction sent. */
    NONE,
    /** A new key is recorded and may be on the card. */
    KEY_PROPOSED,
    /** A response under the expected key was sent, with the PIN if there is one. */
    PIN_SENT,
    /** The card accepted that response; other writes are outstanding. */
    KEY_CONFIRMED,
    /** Completely written. */
    ISSUED,
    /** Quarantined for good: gets no further response. */
    SET_ASIDE;

    /** The states that may follow; an interrupted write may be repeated. */
    public Set<ProvisioningState> allowedNext() {
        return switch (this) {
            case NONE -> EnumSet.of(KEY_PROPOSED, PIN_SENT, SET_ASIDE);
            case KEY_PROPOSED -> EnumSet.of(KEY_PROPOSED, PIN_SENT, SET_ASIDE);
            case PIN_SENT -> EnumSet.of(PIN_SENT, KEY_PROPOSED, KEY_CONFIRMED, SET_ASIDE);
            case KEY_CONFIRMED -> EnumSet.of(PIN_SENT, ISSUED, SET_ASIDE);
            case ISSUED, SET_ASIDE -> EnumSet.noneOf(ProvisioningState.class);
        };
    }

    /** Returns the next state, or throws IllegalStateException if it may not follow this one. */
    public ProvisioningState transitionTo(ProvisioningState state) {
        if (!allowedNext().contains(state)) {
            throw new IllegalStateException("a card that is " + this + " does not become " + state);
        }
        return state;
    }
}
