package org.cardroom.db.issuing;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.cardroom.db.Store;
import org.cardroom.db.Trip;
import org.cardroom.events.card.Atr;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.message.Ids;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

/**
 * Binds a card that a client of the HTTP API has to a request, which is worked over that API from then on, and by no
 * agent. It locks in the order in which the processors do: cards, then requests.
 */
public final class Binding {
    private static final String KIND = "SELECT kind FROM request WHERE id = ?";
    private static final String NAMED_BY_ANOTHER =
            "SELECT id FROM request WHERE named_card = ? AND status IN (3, 16, 18) AND id <> ?";

    private static final String HELD_BACK = "SELECT card_id FROM held_back WHERE card_id = ?";
    private static final String NOTE_ATR = "UPDATE card SET atr = ? WHERE id = ?";

    private final Store store;
    private final Cards cards;
    private final Requests requests;

    /** In this database. */
    public Binding(Store store) {
        this.store = store;
        this.cards = new Cards(store);
        this.requests = new Requests(store);
    }

    /** What came of it. */
    public sealed interface Result {
        /**
         * The request is being executed on this card; perhaps it was before.
         *
         * @param smartcard our identifier of the card
         */
        record Bound(UUID smartcard) implements Result {}

        /** Nobody made such a request. */
        record NoSuchRequest() implements Result {}

        /** It is not Approved; or it is Executing, and an agent works this card for it. */
        record WrongState(RequestStatus status) implements Result {}

        /** The card has another request, is being initialised, or is held back since a restore. */
        record CardInUse() implements Result {}

        /** The request names or has another card, or another request names this card. */
        record ForAnother() implements Result {}

        /** It is for a PIV card, which gets a new PUK, and only agents put one on a card. */
        record ForAgents() implements Result {}
    }

    /**
     * Binds the two, in one transaction; to bind them again changes nothing.
     *
     * @param atr what the card answered to its reset, where the client tells
     */
    public Result bind(UUID request, CardId card, @Nullable Atr atr) {
        return bind(request, card, atr, Ids.next());
    }

    /**
     * The same, with an identifier that the caller has drawn.
     *
     * @param smartcard what a card that is bound just now is known by from now on
     */
    public Result bind(UUID request, CardId card, @Nullable Atr atr, UUID smartcard) {
        Asked asked = new Asked(request, card, atr, smartcard);
        try {
            return Objects.requireNonNull(store.inTransaction().execute(status -> bound(asked)));
        } catch (DuplicateKeyException e) {
            // A processor bound the card to a request of its own at the same moment.
            return new Result.CardInUse();
        }
    }

    /** What was found, locked. */
    private record Found(
            Supplier<Map<CardId, Card>> cards,
            Supplier<Map<UUID, Request>> requests,
            Supplier<List<CardKind>> kinds,
            Supplier<List<UUID>> naming,
            Supplier<List<String>> held,
            Supplier<Map<CardId, Integer>> issuances) {}

    /** What is to be bound. */
    private record Asked(
            UUID request, CardId card, @Nullable Atr atr, UUID smartcard) {}

    private Result bound(Asked asked) {
        UUID id = asked.request;
        CardId card = asked.card;
        Trip trip = new Trip(store);
        Found found = new Found(
                cards.lock(List.of(card), trip),
                requests.lock(List.of(id), trip),
                trip.ask(KIND, (row, n) -> CardKind.valueOf(row.getString(1)), id),
                trip.ask(NAMED_BY_ANOTHER, (row, n) -> row.getObject(1, UUID.class), card.hex(), id),
                trip.ask(HELD_BACK, (row, n) -> row.getString(1), card.hex()),
                cards.formerIssuances(List.of(card), trip));
        trip.run();
        Request request = found.requests.get().get(id);
        if (request == null) {
            return new Result.NoSuchRequest();
        }
        return refusal(request, card, found).orElseGet(() -> bind(request, asked, found));
    }

    /** Why they are not bound anew; empty if nothing speaks against it. */
    private static Optional<Result> refusal(Request request, CardId card, Found found) {
        Card known = found.cards.get().get(card);
        boolean executing = request.status() == RequestStatus.EXECUTING;
        if (!executing && request.status() != RequestStatus.APPROVED) {
            return Optional.of(new Result.WrongState(request.status()));
        }
        if (known != null && known.request().equals(request.id())) {
            return Optional.of(
                    known.overHttp() == null ? new Result.WrongState(request.status()) : new Result.Bound(known.id()));
        }
        if (known != null || !found.held.get().isEmpty()) {
            return Optional.of(new Result.CardInUse());
        }
        if (found.kinds.get().get(0) == CardKind.PIV) {
            return Optional.of(new Result.ForAgents());
        }
        CardId named = request.namedCard();
        if (executing || !found.naming.get().isEmpty() || (named != null && !named.equals(card))) {
            return Optional.of(new Result.ForAnother());
        }
        Initialisation making = request.initialisation();
        return making == null || making.done() ? Optional.empty() : Optional.of(new Result.CardInUse());
    }

    private Result bind(Request request, Asked asked, Found found) {
        CardKind kind = found.kinds.get().get(0);
        int issuances = found.issuances.get().getOrDefault(asked.card, 0);
        Card card = Card.bound(asked.smartcard, asked.card, kind, request.id(), request.template(), issuances)
                .answered(OverHttp.FRESH);
        Trip trip = new Trip(store);
        cards.save(List.of(card), trip);
        if (asked.atr != null) {
            trip.add(NOTE_ATR, asked.atr.hex(), card.id());
        }
        cards.remember(List.of(new Cards.Change(card, Ids.next(), "bound over HTTP")), trip);
        requests.save(List.of(request.boundTo(card.id())), trip);
        trip.run();
        return new Result.Bound(card.id());
    }
}
