package org.cardroom.db.issuing;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.cardroom.db.Database;
import org.cardroom.db.StatementBatch;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.HttpSessionState;
import org.cardroom.domain.request.BlankCardInitialization;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.events.card.Atr;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.codec.UuidGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

/**
 * Binds a card that a client of the HTTP API has to a request, which is worked over that API from then on, and by no
 * agent. It locks in the order in which the processors do: cards, then requests.
 */
public final class HttpCardBindingService {
    private static final String KIND = "SELECT kind FROM request WHERE id = ?";
    private static final String NAMED_BY_ANOTHER =
            "SELECT id FROM request WHERE named_card = ? AND status IN (3, 16, 18) AND id <> ?";

    private static final String QUARANTINED = "SELECT card_id FROM quarantined_card WHERE card_id = ?";
    private static final String NOTE_ATR = "UPDATE card SET atr = ? WHERE id = ?";

    private final Database database;
    private final CardRepository cards;
    private final IssuanceRequestRepository requests;

    /** In this database. */
    public HttpCardBindingService(Database database) {
        this.database = database;
        this.cards = new CardRepository(database);
        this.requests = new IssuanceRequestRepository(database);
    }

    /** What came of it. */
    public sealed interface BindingResult {
        /**
         * The request is being executed on this card; perhaps it was before.
         *
         * @param smartcard our identifier of the card
         */
        record Bound(UUID smartcard) implements BindingResult {}

        /** Nobody made such a request. */
        record RequestNotFound() implements BindingResult {}

        /** It is not Approved; or it is Executing, and an agent works this card for it. */
        record WrongState(RequestStatus status) implements BindingResult {}

        /** The card has another request, is being initialised, or is held back since a restore. */
        record CardInUse() implements BindingResult {}

        /** The request names or has another card, or another request names this card. */
        record CardMismatch() implements BindingResult {}

        /** It is for a PIV card, which gets a new PUK, and only agents put one on a card. */
        record AgentsOnly() implements BindingResult {}
    }

    /**
     * Binds the two, in one transaction; to bind them again changes nothing.
     *
     * @param atr what the card answered to its reset, where the client tells
     */
    public BindingResult bind(UUID request, CardId card, @Nullable Atr atr) {
        return bind(request, card, atr, UuidGenerator.next());
    }

    /**
     * The same, with an identifier that the caller has drawn.
     *
     * @param smartcard what a card that is bound just now is known by from now on
     */
    public BindingResult bind(UUID request, CardId card, @Nullable Atr atr, UUID smartcard) {
        BindingRequest asked = new BindingRequest(request, card, atr, smartcard);
        try {
            return Objects.requireNonNull(database.inTransaction().execute(status -> lockAndBind(asked)));
        } catch (DuplicateKeyException e) {
            // A processor bound the card to a request of its own at the same moment.
            return new BindingResult.CardInUse();
        }
    }

    /** What was found, locked. */
    private record LockedState(
            Supplier<Map<CardId, Card>> cards,
            Supplier<Map<UUID, IssuanceRequest>> requests,
            Supplier<List<CardKind>> kinds,
            Supplier<List<UUID>> naming,
            Supplier<List<String>> held,
            Supplier<Map<CardId, Integer>> issuances) {}

    /** What is to be bound. */
    private record BindingRequest(
            UUID request, CardId card, @Nullable Atr atr, UUID smartcard) {}

    private BindingResult lockAndBind(BindingRequest asked) {
        UUID id = asked.request;
        CardId card = asked.card;
        StatementBatch statements = new StatementBatch(database);
        LockedState found = new LockedState(
                cards.lock(List.of(card), statements),
                requests.lock(List.of(id), statements),
                statements.query(KIND, (row, n) -> CardKind.valueOf(row.getString(1)), id),
                statements.query(NAMED_BY_ANOTHER, (row, n) -> row.getObject(1, UUID.class), card.hex(), id),
                statements.query(QUARANTINED, (row, n) -> row.getString(1), card.hex()),
                cards.findFormerIssuances(List.of(card), statements));
        statements.execute();
        IssuanceRequest request = found.requests.get().get(id);
        if (request == null) {
            return new BindingResult.RequestNotFound();
        }
        return refusal(request, card, found).orElseGet(() -> bind(request, asked, found));
    }

    /** Why they are not bound anew; empty if nothing speaks against it. */
    private static Optional<BindingResult> refusal(IssuanceRequest request, CardId card, LockedState found) {
        Card known = found.cards.get().get(card);
        boolean executing = request.status() == RequestStatus.EXECUTING;
        if (!executing && request.status() != RequestStatus.APPROVED) {
            return Optional.of(new BindingResult.WrongState(request.status()));
        }
        if (known != null && known.request().equals(request.id())) {
            return Optional.of(
                    known.httpSession() == null
                            ? new BindingResult.WrongState(request.status())
                            : new BindingResult.Bound(known.id()));
        }
        if (known != null || !found.held.get().isEmpty()) {
            return Optional.of(new BindingResult.CardInUse());
        }
        if (found.kinds.get().get(0) == CardKind.PIV) {
            return Optional.of(new BindingResult.AgentsOnly());
        }
        CardId named = request.namedCard();
        if (executing || !found.naming.get().isEmpty() || (named != null && !named.equals(card))) {
            return Optional.of(new BindingResult.CardMismatch());
        }
        BlankCardInitialization initialization = request.initialization();
        return initialization == null || initialization.done()
                ? Optional.empty()
                : Optional.of(new BindingResult.CardInUse());
    }

    private BindingResult bind(IssuanceRequest request, BindingRequest asked, LockedState found) {
        CardKind kind = found.kinds.get().get(0);
        int issuances = found.issuances.get().getOrDefault(asked.card, 0);
        Card card = Card.create(asked.smartcard, asked.card, kind, request.id(), request.template(), issuances)
                .withHttpSession(HttpSessionState.INITIAL);
        StatementBatch statements = new StatementBatch(database);
        cards.save(List.of(card), statements);
        if (asked.atr != null) {
            statements.update(NOTE_ATR, asked.atr.hex(), card.id());
        }
        cards.appendHistory(
                List.of(new CardRepository.CardHistoryEntry(card, UuidGenerator.next(), "bound over HTTP")),
                statements);
        requests.save(List.of(request.bindTo(card.id())), statements);
        statements.execute();
        return new BindingResult.Bound(card.id());
    }
}
