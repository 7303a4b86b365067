package org.cardroom.processor.decision;

import java.util.Optional;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.events.message.CardEvent.CardInserted;
import org.cardroom.events.message.CardLimitation;
import org.cardroom.events.message.RejectionReason;

/** Why a card that nobody has yet cannot be bound to a request: a bad card must not cost a person the request. Pure. */
public final class TemplateCompatibility {
    private TemplateCompatibility() {}

    /** What speaks against making this card the template's, as far as it shows; empty if nothing does. */
    public static Optional<RejectionReason> findMismatch(CardInserted event, ProfileTemplate template) {
        if (template.kind() != event.kind()) {
            return Optional.of(RejectionReason.FOR_SOMEBODY_ELSE);
        }
        if (!InsertionDecider.matchesAlgorithm(event, template)) {
            return Optional.of(RejectionReason.WRONG_ALGORITHM);
        }
        return event.limitations().stream()
                .filter(limitation -> isRelevant(limitation, template))
                .map(CardLimitation::toRejectionReason)
                .findFirst();
    }

    /** The PIN of a card with a PUK is set with it, and a card that somebody played with may have another one. */
    private static boolean isRelevant(CardLimitation limitation, ProfileTemplate template) {
        return switch (limitation) {
            case KEY_FIXED -> template.diversify();
            case PIN_COUNTER_NOT_FULL, PUK_COUNTER_NOT_FULL -> template.initialPuk() != null;
        };
    }
}
