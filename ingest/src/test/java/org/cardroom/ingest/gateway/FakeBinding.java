package org.cardroom.ingest.gateway;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.cardroom.db.Store;
import org.cardroom.db.issuing.Card;
import org.cardroom.db.issuing.CardKeys;
import org.cardroom.db.issuing.CardStatus;
import org.cardroom.db.issuing.Cards;
import org.cardroom.db.issuing.Provisioning;
import org.cardroom.db.issuing.Request;
import org.cardroom.db.issuing.RequestStatus;
import org.cardroom.db.issuing.Requests;
import org.cardroom.events.card.Atr;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.message.Ids;
import org.cardroom.ingest.gateway.smartcards.Binding;

/** Binds any GIDS card to any request that is approved. */
final class FakeBinding implements Binding {
    private final Store store;
    private final Requests requests;
    private final Cards cards;

    FakeBinding(Store store) {
        this.store = store;
        requests = new Requests(store);
        cards = new Cards(store);
    }

    @Override
    public Bound bind(UUID request, CardId card, Optional<Atr> atr) {
        return store.inTransaction().execute(status -> {
            Request found = requests.lock(List.of(request)).get(request);
            if (found == null) {
                return new Bound.Unknown();
            }
            if (found.status() != RequestStatus.APPROVED) {
                return new Bound.NotNow();
            }
            if (cards.find(card).isPresent()) {
                return new Bound.OtherCard();
            }
            Card bound = card(found, card);
            requests.save(List.of(found.boundTo(bound.id())));
            cards.save(Set.of(bound));
            return new Bound.To(bound.id());
        });
    }

    private static Card card(Request request, CardId card) {
        return new Card(
                Ids.next(),
                card,
                CardKind.GIDS,
                CardStatus.ASSIGNED,
                Provisioning.NONE,
                request.id(),
                request.template(),
                CardKeys.fresh(),
                0,
                0,
                null,
                null);
    }

    /** As if it were issued. */
    void issue(UUID smartcard) {
        Card card = cards.find(smartcard).orElseThrow();
        for (Provisioning next : new Provisioning[] {
            Provisioning.KEY_PROPOSED, Provisioning.PIN_SENT, Provisioning.KEY_CONFIRMED, Provisioning.ISSUED
        }) {
            card = card.as(card.status(), next);
        }
        cards.save(Set.of(card.as(CardStatus.ACTIVE, Provisioning.ISSUED)));
    }
}
