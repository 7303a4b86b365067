package org.cardroom.processor.decision;

import java.util.Optional;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.events.message.CardEvent.CardInserted;
import org.cardroom.events.message.CardLimitation;
import org.cardroom.events.message.RejectionReason;

/** Checks an unbound card against a template, so that an unsuitable card does not use up a request. Pure. */
final class TemplateCompatibility {
    private TemplateCompatibility() {}

    /** Why the card cannot be issued under the template, as far as it shows; empty if it can. */
    static Optional<RejectionReason> findMismatch(CardInserted event, ProfileTemplate template) {
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

    /** With a PUK, the PIN is set by the PUK: a card whose counters are not full may have another PUK. */
    private static boolean isRelevant(CardLimitation limitation, ProfileTemplate template) {
        return switch (limitation) {
            case KEY_FIXED -> template.diversify();
            case PIN_COUNTER_NOT_FULL, PUK_COUNTER_NOT_FULL -> template.initialPuk() != null;
        };
    }
}
