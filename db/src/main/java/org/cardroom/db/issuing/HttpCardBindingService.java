package org.cardroom.db.issuing;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.cardroom.db.Database;
import org.cardroom.db.StatementBatch;
import org.cardroom.db.StatusLiterals;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.HttpSessionState;
import org.cardroom.domain.request.CardBindingResult;
import org.cardroom.domain.request.HttpCardBindingPolicy;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.events.card.Atr;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.codec.UuidGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

/**
 * Binds a card to a request over the HTTP API, if {@link HttpCardBindingPolicy} allows it. Agents do not work on a bound
 * card. Locks in the order of the processors: cards, then requests.
 */
public final class HttpCardBindingService {
    private static final String KIND = "SELECT kind FROM request WHERE id = ?";
    private static final String NAMED_BY_ANOTHER = StatusLiterals.expand("SELECT id FROM request"
            + " WHERE named_card = ? AND status IN ({APPROVED}, {PENDING}, {EXECUTING}) AND id <> ?");

    private static final String QUARANTINED = "SELECT card_id FROM quarantined_card WHERE card_id = ?";
    private static final String SAVE_ATR = "UPDATE card SET atr = ? WHERE id = ?";

    private final Database database;
    private final CardRepository cards;
    private final IssuanceRequestRepository requests;

    /** Creates a service over this database. */
    public HttpCardBindingService(Database database) {
        this.database = database;
        this.cards = new CardRepository(database);
        this.requests = new IssuanceRequestRepository(database);
    }

    /**
     * Binds a card in a transaction; does nothing if it is already bound to the request.
     * @param atr answer to reset, if the client sends it
     * @param smartcard our identifier for a newly bound card
     */
    public CardBindingResult bind(UUID request, CardId card, @Nullable Atr atr, UUID smartcard) {
        BindingCommand command = new BindingCommand(request, card, atr, smartcard);
        try {
            return Objects.requireNonNull(database.inTransaction().execute(status -> lockAndBind(command)));
        } catch (DuplicateKeyException e) {
            // A processor bound the card to another request at the same moment.
            return new CardBindingResult.CardInUse();
        }
    }

    private record BindingCommand(
            UUID request, CardId card, @Nullable Atr atr, UUID smartcard) {}

    private CardBindingResult lockAndBind(BindingCommand command) {
        UUID id = command.request;
        CardId cardId = command.card;
        StatementBatch statements = new StatementBatch(database);
        Supplier<Map<CardId, Card>> card = cards.lock(List.of(cardId), statements);
        Supplier<Map<UUID, IssuanceRequest>> locked = requests.lock(List.of(id), statements);
        Supplier<List<CardKind>> kinds = statements.query(KIND, (row, n) -> CardKind.valueOf(row.getString(1)), id);
        Supplier<List<UUID>> naming =
                statements.query(NAMED_BY_ANOTHER, (row, n) -> row.getObject(1, UUID.class), cardId.hex(), id);
        Supplier<List<String>> quarantined = statements.query(QUARANTINED, (row, n) -> row.getString(1), cardId.hex());
        Supplier<Map<CardId, Integer>> issuances = cards.findFormerIssuances(List.of(cardId), statements);
        statements.execute();
        IssuanceRequest request = locked.get().get(id);
        if (request == null) {
            return new CardBindingResult.RequestNotFound();
        }
        CardKind kind = kinds.get().get(0);
        return new HttpCardBindingPolicy(
                        request,
                        kind,
                        cardId,
                        card.get().get(cardId),
                        !quarantined.get().isEmpty(),
                        !naming.get().isEmpty())
                .findExistingOrRefusal()
                .orElseGet(() -> bind(request, command, kind, issuances.get().getOrDefault(cardId, 0)));
    }

    private CardBindingResult bind(IssuanceRequest request, BindingCommand command, CardKind kind, int issuances) {
        Card card = Card.create(command.smartcard, command.card, kind, request.id(), request.template(), issuances)
                .withHttpSession(HttpSessionState.INITIAL);
        StatementBatch statements = new StatementBatch(database);
        cards.save(List.of(card), statements);
        if (command.atr != null) {
            statements.update(SAVE_ATR, command.atr.hex(), card.id());
        }
        cards.appendHistory(
                List.of(new CardRepository.CardHistoryEntry(card, UuidGenerator.next(), "bound over HTTP")),
                statements);
        requests.save(List.of(request.bindTo(card.id())), statements);
        statements.execute();
        return new CardBindingResult.Bound(card.id());
    }
}
