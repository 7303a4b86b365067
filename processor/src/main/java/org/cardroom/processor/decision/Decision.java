package org.cardroom.processor.decision;

import java.util.Objects;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.events.message.RejectionReason;
import org.jspecify.annotations.Nullable;

/**
 * The final result of deciding one event.
 * @param card its next state; absent where the event concerns no card with a row
 * @param request its next state; absent where the event concerns none
 * @param explanation a few words for the history and the audit
 * @param keyConfirmed whether the card has just proven its own key
 */
public record Decision(
        @Nullable Card card,
        @Nullable IssuanceRequest request,
        Action action,
        String explanation,
        boolean keyConfirmed) {
    Decision(@Nullable Card card, @Nullable IssuanceRequest request, Action action, String explanation) {
        this(card, request, action, explanation, false);
    }

    /** Rejects an event without regard to any row. */
    public static Decision reject(RejectionReason reason) {
        return reject(null, null, reason);
    }

    static Decision reject(@Nullable Card card, @Nullable IssuanceRequest request, RejectionReason reason) {
        return new Decision(card, request, new Action.RejectEvent(reason), reason.description());
    }

    static Decision recordOnly(@Nullable Card card, IssuanceRequest request, String explanation) {
        return new Decision(card, request, new Action.RecordOnly(), explanation);
    }

    Decision withKeyConfirmed(boolean confirmed) {
        return new Decision(card, request, action, explanation, confirmed);
    }

    /** The card of a decision that has one. */
    public Card requireCard() {
        return Objects.requireNonNull(card, "the decision has no card");
    }

    /** The request of a decision that has one. */
    public IssuanceRequest requireRequest() {
        return Objects.requireNonNull(request, "the decision has no request");
    }
}
