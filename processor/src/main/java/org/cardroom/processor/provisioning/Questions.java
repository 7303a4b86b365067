package org.cardroom.processor.provisioning;

import java.util.Optional;
import org.cardroom.domain.card.Card;
import org.cardroom.db.issuing.CardRepository.CardBinding;
import org.cardroom.events.message.GatewayEvent;
import org.cardroom.events.message.GatewayEvent.RequestCompletionRequested;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.processor.provisioning.Arrival.Genuine;

/**
 * Finds the card that a client of the HTTP API asks about, and lets it be decided. What the client read from its card has
 * to agree with what it says the card is: nothing is given for another one.
 */
final class Questions {
    private final TemplateShelf templates;
    private final int masterVersion;

    Questions(TemplateShelf templates, int masterVersion) {
        this.templates = templates;
        this.masterVersion = masterVersion;
    }

    Decided decide(Genuine arrival, GatewayEvent event, Rows rows) {
        Optional<CardBinding> bond = rows.bondOf(event);
        if (bond.isEmpty()) {
            return Decided.refused(arrival, RejectionReason.UNKNOWN);
        }
        if (!bond.get().equals(new CardBinding(event.about().card(), event.about().request()))) {
            return Decided.refused(arrival, RejectionReason.OTHER_CARD);
        }
        return rows.card(event.about().card())
                .filter(card -> card.id().equals(event.about().smartcard()))
                .map(card -> about(card, arrival, event, rows))
                .orElseGet(() -> retired(arrival));
    }

    private static Decided retired(Genuine arrival) {
        return Decided.refused(arrival, RejectionReason.NOT_EXECUTING);
    }

    private Decided about(Card card, Genuine arrival, GatewayEvent event, Rows rows) {
        TemplateShelf.Shelved shelved = templates.get(card.template());
        return shelved.usable() || event instanceof RequestCompletionRequested
                ? Decided.of(
                        arrival, Asking.asked(event, card, rows.requestOf(card), shelved.template(), masterVersion))
                : Decided.refused(arrival, RejectionReason.TEMPLATE_UNUSABLE);
    }
}
