package org.cardroom.db.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.cardroom.db.DatabaseFixture;
import org.cardroom.db.issuing.CardRepository;
import org.cardroom.db.issuing.HttpCardBindingService;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.CardStatus;
import org.cardroom.domain.card.ProvisioningState;
import org.cardroom.events.card.Atr;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.codec.UuidGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SmartcardViewRepositoryTest {
    private final DatabaseFixture db = new DatabaseFixture();
    private final SmartcardViewRepository smartcards = new SmartcardViewRepository(db.database);

    @AfterEach
    void close() {
        db.close();
    }

    private UUID card(CardStatus status) {
        Card bound = Card.create(
                UuidGenerator.next(),
                DatabaseFixture.cardId(7),
                CardKind.GIDS,
                db.addRequest(status.name()).id(),
                db.gids.id(),
                0);
        Card card = bound.withStatus(status, ProvisioningState.NONE);
        db.update(statements -> new CardRepository(db.database).save(List.of(card), statements));
        return card.id();
    }

    @Test
    void showsACardThatCameWithAManifest() {
        UUID id = card(CardStatus.ASSIGNED);
        assertThat(smartcards.find(id))
                .contains(new SmartcardView(
                        id, DatabaseFixture.cardId(7), CardStatus.ASSIGNED, null, db.gids.id(), 1, null));
        assertThat(smartcards.find(UuidGenerator.next())).isEmpty();
    }

    @Test
    void showsWhatAClientShowedOfIt() {
        UUID request = db.addRequest("r-1").id();
        new HttpCardBindingService(db.database)
                .bind(request, DatabaseFixture.cardId(7), new Atr("3B01"), UuidGenerator.next());
        assertThat(smartcards.find(DatabaseFixture.cardId(7)))
                .singleElement()
                .extracting(SmartcardView::atr)
                .isEqualTo(new Atr("3B01"));
    }

    @Test
    void findsThePlasticsFormerLivesLast() {
        UUID retired = card(CardStatus.RETIRED);
        UUID used = card(CardStatus.ASSIGNED);
        assertThat(smartcards.find(DatabaseFixture.cardId(7)))
                .extracting(SmartcardView::id)
                .containsExactly(used, retired);
        assertThat(smartcards.find(DatabaseFixture.cardId(8))).isEmpty();
    }
}
