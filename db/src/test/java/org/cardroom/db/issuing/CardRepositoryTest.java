package org.cardroom.db.issuing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.cardroom.db.DatabaseFixture;
import org.cardroom.db.StatementBatch;
import org.cardroom.domain.card.AdminKeyRef;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.CardKeyState;
import org.cardroom.domain.card.CardStatus;
import org.cardroom.domain.card.HttpSessionState;
import org.cardroom.domain.card.OpenSession;
import org.cardroom.domain.card.ProvisioningState;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.events.message.InstructionType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;

class CardRepositoryTest {
    private final DatabaseFixture db = new DatabaseFixture();
    private final CardRepository cards = new CardRepository(db.database);

    @AfterEach
    void close() {
        db.close();
    }

    /** A card that was just bound. */
    static Card card(CardId id, UUID request, UUID template) {
        return Card.create(UuidGenerator.next(), id, CardKind.GIDS, request, template, 0);
    }

    private Card card(int number) {
        return card(DatabaseFixture.cardId(number), db.addRequest("r-" + number).id(), db.gids.id());
    }

    private static Card wholly(Card card) {
        OpenSession openSession = new OpenSession(
                UuidGenerator.next(),
                "agent-1",
                UuidGenerator.next(),
                UuidGenerator.next(),
                InstructionType.SET_PIN,
                true);
        CardKeyState keys = new CardKeyState(new AdminKeyRef(1, 2), new AdminKeyRef(3, 4), true, true, true, true, 5);
        return card.withStatus(CardStatus.ASSIGNED, ProvisioningState.KEY_PROPOSED)
                .withKeys(keys)
                .withSession(openSession)
                .withCounts(2, 7)
                .withHeldPin("c2VhbGVk");
    }

    private Map<CardId, Card> lock(Collection<CardId> keys) {
        return db.single(statements -> cards.lock(keys, statements));
    }

    @Test
    void comesBackAsItWasBound() {
        Card card = card(1);
        db.update(statements -> cards.save(List.of(card), statements));
        assertThat(cards.find(DatabaseFixture.cardId(1))).contains(card);
    }

    @Test
    void comesBackWithAllThatIsKnownOfIt() {
        Card card = card(1);
        db.update(statements -> cards.save(List.of(card), statements));
        Card whole = wholly(card);
        db.update(statements -> cards.save(List.of(whole), statements));
        assertThat(cards.find(DatabaseFixture.cardId(1))).contains(whole);
    }

    @Test
    void forgetsWhatIsOver() {
        Card card = card(1);
        db.update(statements -> cards.save(List.of(wholly(card)), statements));
        db.update(statements -> cards.save(List.of(card), statements));
        assertThat(cards.find(DatabaseFixture.cardId(1))).contains(card);
    }

    @Test
    void comesBackWithASessionInWhichNothingIsUnderWay() {
        Card card = card(1).withSession(
                        new OpenSession(UuidGenerator.next(), "agent-1", UuidGenerator.next(), null, null, false));
        db.update(statements -> cards.save(List.of(card), statements));
        assertThat(cards.find(DatabaseFixture.cardId(1))).contains(card);
    }

    @Test
    void comesBackWithWhatWasAnsweredOverHttp() {
        Card fresh = card(1).withHttpSession(HttpSessionState.INITIAL);
        db.update(statements -> cards.save(List.of(fresh), statements));
        assertThat(cards.find(DatabaseFixture.cardId(1))).contains(fresh);
        Card answered = fresh.withHttpSession(new HttpSessionState(new Challenge("0011223344556677"), true));
        db.update(statements -> cards.save(List.of(answered), statements));
        assertThat(cards.find(DatabaseFixture.cardId(1))).contains(answered);
    }

    @Test
    void isInUseOnceUnderItsId() {
        db.update(statements -> cards.save(List.of(card(1)), statements));
        Card second = card(DatabaseFixture.cardId(1), db.addRequest("second").id(), db.gids.id());
        assertThatThrownBy(() -> db.update(statements -> cards.save(List.of(second), statements)))
                .isInstanceOf(DuplicateKeyException.class);
    }

    @Test
    void comesBackUnderANewIdentifierAfterItWasRetired() {
        Card first = card(1);
        db.update(statements ->
                cards.save(List.of(first.withStatus(CardStatus.RETIRED, ProvisioningState.NONE)), statements));
        assertThat(cards.find(DatabaseFixture.cardId(1))).isEmpty();
        Card second = card(DatabaseFixture.cardId(1), db.addRequest("second").id(), db.gids.id());
        db.update(statements -> cards.save(List.of(second), statements));
        assertThat(cards.find(DatabaseFixture.cardId(1))).contains(second);
    }

    @Test
    void locksCardsInTheirOrder() {
        db.update(statements -> cards.save(List.of(card(3), card(1), card(2)), statements));
        assertThat(lock(List.of(
                                DatabaseFixture.cardId(2),
                                DatabaseFixture.cardId(3),
                                DatabaseFixture.cardId(1),
                                DatabaseFixture.cardId(4)))
                        .keySet())
                .containsExactly(DatabaseFixture.cardId(1), DatabaseFixture.cardId(2), DatabaseFixture.cardId(3));
    }

    @Test
    void locksNothingOfNothing() {
        assertThat(lock(List.of())).isEmpty();
    }

    @Test
    void waitsForACardThatAnotherProcessorLocked() {
        db.update(statements -> cards.save(List.of(card(1)), statements));
        CompletableFuture<Card> waiting = new CompletableFuture<>();
        db.database.inTransaction().executeWithoutResult(status -> {
            Card locked = lock(List.of(DatabaseFixture.cardId(1))).get(DatabaseFixture.cardId(1));
            waiting.completeAsync(() -> lock(List.of(DatabaseFixture.cardId(1))).get(DatabaseFixture.cardId(1)));
            db.update(statements -> cards.save(List.of(locked.withCounts(1, 1)), statements));
            assertThat(waiting).isNotDone();
        });
        assertThat(waiting.join().instructionCount()).isOne();
    }

    @Test
    void remembersHowEachEventLeftIt() {
        Card card = card(1);
        UUID inserted = UuidGenerator.next();
        UUID reported = UuidGenerator.next();
        StatementBatch statements = new StatementBatch(db.database);
        cards.appendHistory(
                List.of(
                        new CardRepository.CardHistoryEntry(card, inserted, "bound"),
                        new CardRepository.CardHistoryEntry(wholly(card), reported, "key proposed")),
                statements);
        statements.execute();
        assertThat(db.jdbc
                        .sql(
                                "SELECT event, provisioning_state, confirmed_version, proposed_version, description FROM card_history"
                                        + " WHERE card = ? ORDER BY id")
                        .param(card.id())
                        .query((row, n) -> row.getObject(1) + " " + row.getString(2) + " " + row.getInt(3) + " "
                                + row.getObject(4) + " " + row.getString(5))
                        .list())
                .containsExactly(inserted + " NONE 0 null bound", reported + " KEY_PROPOSED 1 3 key proposed");
    }

    @Test
    void refusesAStepThatIsNotInTheTable() {
        Card card = card(1);
        assertThatThrownBy(() -> card.withStatus(CardStatus.ASSIGNED, ProvisioningState.ISSUED))
                .hasMessage("a card that is NONE does not become ISSUED");
    }

    @Test
    void reportsAndInstructsWithinASession() {
        OpenSession openSession =
                new OpenSession(UuidGenerator.next(), "agent-1", UuidGenerator.next(), null, null, false);
        UUID instruction = UuidGenerator.next();
        OpenSession instructed = openSession.withPendingInstruction(instruction, InstructionType.PUT_KEY, true);
        assertThat(instructed.instruction()).isEqualTo(instruction);
        assertThat(instructed.withoutPendingInstruction()).isEqualTo(openSession);
    }
}
