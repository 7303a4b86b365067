package org.cardroom.processor.provisioning;

import java.util.Optional;
import org.cardroom.db.issuing.Template;
import org.cardroom.events.message.CardEvent.CardInserted;
import org.cardroom.events.message.Rejection;
import org.cardroom.events.message.Shortcoming;

/** Why a card that nobody has yet cannot be bound to a request: a bad card must not cost a person the request. Pure. */
final class Misfit {
    private Misfit() {}

    /** What speaks against making this card the template's, as far as it shows; empty if nothing does. */
    static Optional<Rejection> of(CardInserted event, Template template) {
        if (template.kind() != event.kind()) {
            return Optional.of(Rejection.FOR_SOMEBODY_ELSE);
        }
        if (!Decider.fits(event, template)) {
            return Optional.of(Rejection.WRONG_ALGORITHM);
        }
        return event.shortcomings().stream()
                .filter(shortcoming -> matters(shortcoming, template))
                .map(Shortcoming::rejection)
                .findFirst();
    }

    /** The PIN of a card with a PUK is set with it, and a card that somebody played with may have another one. */
    private static boolean matters(Shortcoming shortcoming, Template template) {
        return switch (shortcoming) {
            case KEY_FIXED -> template.diversify();
            case PIN_COUNTER_NOT_FULL, PUK_COUNTER_NOT_FULL -> template.initialPuk() != null;
        };
    }
}
