package org.cardroom.processor.provisioning;

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
record Decision(Card card, IssuanceRequest request, Move move, String why) {
    /** The same, with more written down about the card. */
    Decision with(Card next) {
        return new Decision(next, request, move, why);
    }
}
