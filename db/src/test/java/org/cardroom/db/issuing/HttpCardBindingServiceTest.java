package org.cardroom.db.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.cardroom.db.DatabaseFixture;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.CardStatus;
import org.cardroom.domain.card.HttpSessionState;
import org.cardroom.domain.request.BlankCardInitialization;
import org.cardroom.domain.request.CardBindingResult;
import org.cardroom.domain.request.CardBindingResult.Bound;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.codec.UuidGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpCardBindingServiceTest {
    private static final CardId CARD = DatabaseFixture.cardId(1);
    private static final CardId OTHER = DatabaseFixture.cardId(2);

    private final DatabaseFixture db = new DatabaseFixture();
    private final HttpCardBindingService binding = new HttpCardBindingService(db.database);
    private final CardRepository cards = new CardRepository(db.database);
    private final IssuanceRequestRepository requests = new IssuanceRequestRepository(db.database);

    @AfterEach
    void close() {
        db.close();
    }

    private CardBindingResult bind(UUID request, CardId card) {
        return binding.bind(request, card, null, UuidGenerator.next());
    }

    private IssuanceRequest request(UUID id) {
        return db.database
                .inTransaction()
                .execute(status -> db.single(statements -> requests.lock(List.of(id), statements)))
                .get(id);
    }

    private Card boundByAnAgent(UUID request) {
        Card card = CardRepositoryTest.card(CARD, request, db.gids.id());
        db.update(statements -> cards.save(List.of(card), statements));
        db.update(statements -> requests.save(List.of(request(request).bindTo(card.id())), statements));
        return card;
    }

    @Test
    void bindsTheCardAndExecutesTheRequest() {
        UUID request = db.addRequest("r").id();
        Bound bound = (Bound) bind(request, CARD);
        Card card = cards.find(CARD).orElseThrow();
        assertThat(card.id()).isEqualTo(bound.smartcard());
        assertThat(card.httpSession()).isEqualTo(HttpSessionState.INITIAL);
        assertThat(card.kind()).isEqualTo(CardKind.GIDS);
        assertThat(card.status()).isEqualTo(CardStatus.ASSIGNED);
        assertThat(request(request))
                .extracting(IssuanceRequest::status, IssuanceRequest::card)
                .containsExactly(RequestStatus.EXECUTING, card.id());
    }

    /** The HTTP API gives out no PUK. */
    @Test
    void leavesPivCardsToAgents() {
        UUID request = db.addRequest(db.newRequest("r", db.piv192)).id();
        assertThat(bind(request, CARD)).isEqualTo(new CardBindingResult.AgentsOnly());
        assertThat(request(request).status()).isEqualTo(RequestStatus.APPROVED);
    }

    @Test
    void bindsTheSameAgainWithoutAChange() {
        UUID request = db.addRequest("r").id();
        CardBindingResult first = bind(request, CARD);
        assertThat(bind(request, CARD)).isEqualTo(first);
        assertThat(db.jdbc
                        .sql("SELECT description FROM card_history")
                        .query(String.class)
                        .list())
                .containsExactly("bound over HTTP");
    }

    @Test
    void knowsNoRequestThatNobodyMade() {
        assertThat(bind(UuidGenerator.next(), CARD)).isEqualTo(new CardBindingResult.RequestNotFound());
    }

    @Test
    void bindsNoRequestThatWaitsForApprovalOrHasEnded() {
        UUID request = db.addRequest("r").id();
        for (RequestStatus status : List.of(RequestStatus.PENDING, RequestStatus.CANCELED, RequestStatus.COMPLETED)) {
            db.jdbc.sql("UPDATE request SET status = " + status.number()).update();
            assertThat(bind(request, CARD)).isEqualTo(new CardBindingResult.WrongState(status));
        }
        assertThat(cards.find(CARD)).isEmpty();
    }

    @Test
    void leavesACardToTheAgentThatWorksIt() {
        UUID request = db.addRequest("r").id();
        Card card = boundByAnAgent(request);
        assertThat(bind(request, CARD)).isEqualTo(new CardBindingResult.WrongState(RequestStatus.EXECUTING));
        assertThat(bind(db.addRequest("s").id(), CARD)).isEqualTo(new CardBindingResult.CardInUse());
        assertThat(cards.find(CARD)).contains(card);
    }

    @Test
    void leavesACardAloneThatIsHeldBack() {
        new QuarantinedCardRepository(db.database)
                .replaceAll(List.of(
                        new QuarantinedCardRepository.QuarantinedCard(CARD, "its keys are not known", List.of())));
        assertThat(bind(db.addRequest("r").id(), CARD)).isEqualTo(new CardBindingResult.CardInUse());
    }

    @Test
    void takesNoSecondCardForARequest() {
        UUID request = db.addRequest("r").id();
        bind(request, CARD);
        assertThat(bind(request, OTHER)).isEqualTo(new CardBindingResult.CardMismatch());
    }

    @Test
    void takesOnlyTheCardThatTheRequestNames() {
        UUID request = db.addRequest(DatabaseFixture.withNamedCard(db.newRequest("r", db.gids), CARD))
                .id();
        assertThat(bind(request, OTHER)).isEqualTo(new CardBindingResult.CardMismatch());
        assertThat(bind(db.addRequest("s").id(), CARD)).isEqualTo(new CardBindingResult.CardMismatch());
        assertThat(bind(request, CARD)).isInstanceOf(Bound.class);
    }

    @Test
    void leavesABlankCardAloneThatIsBeingInitialised() {
        UUID request = db.addRequest("r").id();
        BlankCardInitialization initialization =
                new BlankCardInitialization("agent-1", "slot-1", UuidGenerator.next(), UuidGenerator.next(), false);
        db.update(statements ->
                requests.save(List.of(request(request).withInitialization(CARD, initialization)), statements));
        assertThat(bind(request, CARD)).isEqualTo(new CardBindingResult.CardInUse());
    }

    @Test
    void bindsRetiredPlasticUnderANewIdentifier() {
        Bound first = (Bound) bind(db.addRequest("r").id(), CARD);
        db.jdbc.sql("UPDATE card SET status = " + CardStatus.RETIRED.number()).update();
        Bound second = (Bound) bind(db.addRequest("s").id(), CARD);
        assertThat(second.smartcard()).isNotEqualTo(first.smartcard());
    }

    @Test
    void bindsACardOnceWhereManyAskForIt() {
        List<CompletableFuture<CardBindingResult>> asking = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            UUID request = db.addRequest("r-" + i).id();
            asking.add(CompletableFuture.supplyAsync(() -> bind(request, CARD)));
        }
        assertThat(asking.stream().map(CompletableFuture::join))
                .filteredOn(Bound.class::isInstance)
                .hasSize(1);
        assertThat(db.jdbc
                        .sql("SELECT count(*) FROM request WHERE status = " + RequestStatus.EXECUTING.number())
                        .query(Integer.class)
                        .single())
                .isOne();
    }

    /** What a processor has locked since is not bound before the processor is done. */
    @Test
    void isRefusedByTheCardThatAProcessorBindsMeanwhile() {
        UUID request = db.addRequest("r").id();
        UUID other = db.addRequest("s").id();
        CompletableFuture<CardBindingResult> asking = db.database
                .inTransaction()
                .execute(status -> {
                    db.update(statements ->
                            cards.save(List.of(CardRepositoryTest.card(CARD, request, db.gids.id())), statements));
                    return CompletableFuture.supplyAsync(() -> bind(other, CARD));
                });
        assertThat(asking.join()).isEqualTo(new CardBindingResult.CardInUse());
        assertThat(request(other).status()).isEqualTo(RequestStatus.APPROVED);
    }
}
