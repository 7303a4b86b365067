package org.cardroom.processor.application;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.cardroom.db.StatementBatch;
import org.cardroom.db.issuing.CardRepository;
import org.cardroom.db.issuing.CardRepository.CardBinding;
import org.cardroom.db.issuing.CardRepository.CardReference;
import org.cardroom.db.issuing.IssuanceRequestRepository;
import org.cardroom.db.issuing.IssuanceRequestRepository.ClaimCriteria;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.events.card.CardId;
import org.cardroom.events.message.CardEvent.BlankCardInserted;
import org.cardroom.events.message.CardEvent.CardInserted;
import org.cardroom.events.message.GatewayEvent;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.processor.authentication.AuthenticatedRecord.AcceptedEvent;
import org.cardroom.processor.decision.Decision;

/** The rows that a poll's events are about: locked together, changed in memory, written together. */
final class UnitOfWork {
    private final CardRepository cards;
    private final IssuanceRequestRepository requests;
    private final Map<CardId, Card> cardsById;
    private final Map<UUID, IssuanceRequest> requestsById;
    private final Map<CardId, IssuanceRequest> namedRequests;
    private final Map<CardReference, CardBinding> bindings;
    private final Map<CardId, Integer> formerIssuances;
    private final Map<ClaimCriteria, List<IssuanceRequest>> openRequests = new HashMap<>();
    private final BlankCardClaims blankClaims;
    private final Set<UUID> changedRequests = new LinkedHashSet<>();
    private final Set<CardId> changedCards = new LinkedHashSet<>();
    private final List<CardRepository.CardHistoryEntry> history = new ArrayList<>();

    private UnitOfWork(
            ProvisioningService.ProvisioningRepositories repositories, LockedRows lockedRows, BlankCardClaims blanks) {
        cards = repositories.cards();
        requests = repositories.requests();
        cardsById = new HashMap<>(lockedRows.cards().get());
        requestsById = new HashMap<>(lockedRows.requests().get());
        namedRequests = lockedRows.namedRequests().get();
        bindings = lockedRows.bindings().get();
        formerIssuances = lockedRows.formerIssuances().get();
        this.blankClaims = blanks;
    }

    /**
     * Those locked, with a request claimed for each card that has none.
     *
     * @param unusable templates whose cards cannot be served here: their requests are left to wait
     */
    static UnitOfWork open(
            ProvisioningService.ProvisioningRepositories repositories,
            LockedRows lockedRows,
            List<AcceptedEvent> arrivals,
            Set<UUID> unusable) {
        UnitOfWork unitOfWork = new UnitOfWork(
                repositories, lockedRows, BlankCardClaims.lock(repositories.blanks(), arrivals, unusable));
        unitOfWork.claimOpenRequests(arrivals, unusable);
        return unitOfWork;
    }

    /** As many for each kind of card as the poll could bind: two kinds may overlap. */
    private void claimOpenRequests(List<AcceptedEvent> arrivals, Set<UUID> unusable) {
        Map<ClaimCriteria, Long> wanted = arrivals.stream()
                .filter(a -> a.event() instanceof CardInserted inserted && isUnbound(inserted.card()))
                .map(a -> claimCriteria((CardInserted) a.event(), a.enrolment().stations()))
                .collect(Collectors.groupingBy(Function.identity(), LinkedHashMap::new, Collectors.counting()));
        int most = wanted.values().stream().mapToInt(Long::intValue).sum();
        wanted.keySet().forEach(w -> openRequests.put(w, requests.claimAny(w, most, unusable)));
    }

    private boolean isUnbound(CardId card) {
        return !cardsById.containsKey(card) && !namedRequests.containsKey(card);
    }

    /** A card that does not tell its algorithm shows 3DES, the only one with short blocks, by its challenge. */
    private static ClaimCriteria claimCriteria(CardInserted event, Set<String> stations) {
        boolean shortBlock = event.challenge().length() == KeyAlgorithm.TDES.blockLength();
        KeyAlgorithm algorithm = event.algorithm() == null && shortBlock ? KeyAlgorithm.TDES : event.algorithm();
        return new ClaimCriteria(event.kind(), algorithm, stations);
    }

    Optional<Card> findCard(CardId id) {
        return Optional.ofNullable(cardsById.get(id));
    }

    /** What the card is that a gateway names by our identifier; empty where that, or the request, is not known. */
    Optional<CardBinding> findBinding(GatewayEvent event) {
        return Optional.ofNullable(bindings.get(LockedRows.referenceOf(event)));
    }

    /** How often the plastic was issued in former lives. */
    int formerIssuances(CardId id) {
        return formerIssuances.getOrDefault(id, 0);
    }

    IssuanceRequest requestOf(Card card) {
        IssuanceRequest request = requestsById.get(card.request());
        if (request == null) {
            throw new IllegalStateException("card " + card.cardId() + " has no request");
        }
        return request;
    }

    /** The open request that names this card. */
    Optional<IssuanceRequest> findNamedRequest(CardId card) {
        return Optional.ofNullable(namedRequests.get(card))
                .map(request -> requestsById.getOrDefault(request.id(), request))
                .filter(request -> card.equals(request.namedCard()));
    }

    /** The request that this blank card is made for. */
    Optional<IssuanceRequest> claimBlankRequest(BlankCardInserted event, Set<String> stations) {
        return blankClaims.claimRequestFor(event, stations, request -> !requestsById.containsKey(request.id()));
    }

    /** The next open request that any card of this kind may have. */
    Optional<IssuanceRequest> findOpenRequest(CardInserted event, Set<String> stations) {
        return openRequests.getOrDefault(claimCriteria(event, stations), List.of()).stream()
                .filter(request -> !requestsById.containsKey(request.id()))
                .findFirst();
    }

    boolean existsOpenNamedRequest(CardInserted event) {
        return requests.hasOpenNamedRequests(event.kind());
    }

    /** Takes over a request; one that is as it was is not written. */
    void apply(IssuanceRequest request) {
        if (!request.equals(requestsById.put(request.id(), request))) {
            changedRequests.add(request.id());
        }
    }

    /** Takes over what was decided. */
    void apply(UUID event, Decision decision) {
        Card card = decision.card();
        cardsById.put(card.cardId(), card);
        changedCards.add(card.cardId());
        apply(decision.request());
        history.add(new CardRepository.CardHistoryEntry(card, event, decision.explanation()));
    }

    /** Writes what has changed. */
    void save(StatementBatch statements) {
        cards.save(select(changedCards, cardsById), statements);
        cards.appendHistory(history, statements);
        requests.save(select(changedRequests, requestsById), statements);
    }

    private static <K, V> Collection<V> select(Set<K> keys, Map<K, V> from) {
        return keys.stream().map(from::get).toList();
    }
}
