package org.cardroom.processor.decision;

import org.cardroom.domain.card.Card;
import org.cardroom.domain.request.IssuanceRequest;

/**
 * What one event leads to.
 *
 * @param card as it is from now on
 * @param request as it is from now on
 * @param move what is done
 * @param why in a few words, for the history
 */
public record Decision(Card card, IssuanceRequest request, Action action, String explanation) {
    /** The same, with more written down about the card. */
    public Decision withCard(Card next) {
        return new Decision(next, request, action, explanation);
    }
}
