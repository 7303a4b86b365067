package org.cardroom.processor.decision;

import org.cardroom.domain.card.Card;
import org.cardroom.domain.request.IssuanceRequest;

/**
 * What one event leads to.
 *
 * @param card as it is from now on
 * @param request as it is from now on
 * @param action what is done
 * @param explanation in a few words, for the history
 */
public record Decision(Card card, IssuanceRequest request, Action action, String explanation) {
    /** The same, with more written down about the card. */
    public Decision withCard(Card next) {
        return new Decision(next, request, action, explanation);
    }
}
