package org.cardroom.gateway.smartcards;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.cardroom.db.Database;
import org.cardroom.db.StatementBatch;
import org.cardroom.db.issuing.CardRepository;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.card.CardStatus;
import org.cardroom.events.card.CardId;
import org.cardroom.events.codec.UuidGenerator;
import org.cardroom.gateway.error.ApiException;
import org.cardroom.gateway.error.ErrorCode;
import org.cardroom.gateway.input.EnumNames;
import org.springframework.stereotype.Component;

/** Changes the status of issued cards, and retires cards that failed. It does not change a card that is being written. */
@Component
class CardLifecycleService {
    private final Database database;
    private final CardRepository cards;

    CardLifecycleService(Database database) {
        this.database = database;
        this.cards = new CardRepository(database);
    }

    Optional<Card> find(UUID id) {
        return cards.find(id);
    }

    /** Returns the names of the operations that the card's state allows, sorted. */
    List<String> allowedOperations(Card card) {
        return allowedNext(card).stream()
                .map(status -> operation(card.status(), status))
                .sorted()
                .toList();
    }

    private static String operation(CardStatus from, CardStatus to) {
        return switch (to) {
            case ACTIVE -> from == CardStatus.SUSPENDED ? "reinstate" : "activate";
            case SUSPENDED -> "suspend";
            case DISABLED -> "disable";
            case RETIRED -> "retire";
            case NEW, ASSIGNED -> to.name().toLowerCase(Locale.ROOT);
        };
    }

    /** Sets the card's status, in the caller's transaction, under the row lock that processors take too. */
    void transition(CardStatus status, UUID id, CardId cardId) {
        Card card = Optional.ofNullable(StatementBatch.single(database, s -> cards.lock(Set.of(cardId), s))
                        .get(cardId))
                .filter(found -> found.id().equals(id))
                .orElseThrow(() -> conflict(status));
        if (!allowedNext(card).contains(status)) {
            throw conflict(status);
        }
        Card next = card.withStatus(status, card.provisioningState());
        StatementBatch statements = new StatementBatch(database);
        cards.save(Set.of(next), statements);
        var entry = new CardRepository.CardHistoryEntry(next, UuidGenerator.next(), "status set over HTTP");
        cards.appendHistory(List.of(entry), statements);
        statements.execute();
    }

    /** Returns the statuses that the card can be set to. A card that failed can only be retired. */
    private static Set<CardStatus> allowedNext(Card card) {
        return switch (card.provisioningState()) {
            case ISSUED -> card.status().allowedNext();
            case SET_ASIDE -> card.status() == CardStatus.RETIRED ? Set.of() : Set.of(CardStatus.RETIRED);
            case NONE, KEY_PROPOSED, PIN_SENT, KEY_CONFIRMED -> Set.of();
        };
    }

    private static ApiException conflict(CardStatus status) {
        String why = "the card's state does not allow " + EnumNames.toPascalCase(status);
        return new ApiException(ErrorCode.STATE_CONFLICT, "status", why);
    }
}
