package org.cardroom.db.issuing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.cardroom.db.DatabaseFixture;
import org.cardroom.db.StatementBatch;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.CardStatus;
import org.cardroom.domain.card.ProvisioningState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;

class PinLetterRepositoryTest {
    private final DatabaseFixture db = new DatabaseFixture();
    private final PinLetterRepository letters = new PinLetterRepository(db.database);
    private final Card card = CardRepositoryTest.card(
            DatabaseFixture.cardId(1), db.addRequest("r-1").id(), db.gids.id());
    private final PinLetterRepository.SealedPinLetter letter =
            new PinLetterRepository.SealedPinLetter(card.request(), card.id(), "c2VhbGVk");

    @AfterEach
    void close() {
        db.close();
    }

    private void add(PinLetterRepository.SealedPinLetter letter) {
        StatementBatch statements = new StatementBatch(db.database);
        letters.add(List.of(letter), statements);
        statements.execute();
    }

    @Test
    void findsTheLetterOfACard() {
        db.update(statements -> new CardRepository(db.database).save(List.of(card), statements));
        add(letter);
        assertThat(letters.findByCard(DatabaseFixture.cardId(1))).containsExactly(letter);
        assertThat(letters.findByCard(DatabaseFixture.cardId(2))).isEmpty();
    }

    @Test
    void findsNoneOfARetiredCard() {
        db.update(statements -> new CardRepository(db.database)
                .save(List.of(card.withStatus(CardStatus.RETIRED, ProvisioningState.NONE)), statements));
        add(letter);
        assertThat(letters.findByCard(DatabaseFixture.cardId(1))).isEmpty();
    }

    @Test
    void keepsOneLetterOfARequest() {
        db.update(statements -> new CardRepository(db.database).save(List.of(card), statements));
        add(letter);
        assertThatThrownBy(() -> add(letter)).isInstanceOf(DuplicateKeyException.class);
    }
}
