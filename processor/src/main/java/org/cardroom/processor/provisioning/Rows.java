package org.cardroom.processor.provisioning;

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
import org.cardroom.domain.card.Card;
import org.cardroom.db.issuing.CardRepository;
import org.cardroom.db.issuing.CardRepository.CardBinding;
import org.cardroom.db.issuing.CardRepository.CardReference;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.db.issuing.IssuanceRequestRepository;
import org.cardroom.db.issuing.IssuanceRequestRepository.ClaimCriteria;
import org.cardroom.events.card.CardId;
import org.cardroom.events.message.CardEvent.BlankCardInserted;
import org.cardroom.events.message.CardEvent.CardInserted;
import org.cardroom.events.message.GatewayEvent;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.processor.provisioning.Arrival.Genuine;

/** The rows that a poll's events are about: locked together, changed in memory, written together. */
final class Rows {
    private final CardRepository cards;
    private final IssuanceRequestRepository requests;
    private final Map<CardId, Card> cardsById;
    private final Map<UUID, IssuanceRequest> requestsById;
    private final Map<CardId, IssuanceRequest> named;
    private final Map<CardReference, CardBinding> bonds;
    private final Map<CardId, Integer> issuances;
    private final Map<ClaimCriteria, List<IssuanceRequest>> open = new HashMap<>();
    private final BlankRows blanks;
    private final Set<UUID> changedRequests = new LinkedHashSet<>();
    private final Set<CardId> changedCards = new LinkedHashSet<>();
    private final List<CardRepository.CardHistoryEntry> history = new ArrayList<>();

    private Rows(Ledger.Tables tables, Locked locked, BlankRows blanks) {
        cards = tables.cards();
        requests = tables.requests();
        cardsById = new HashMap<>(locked.cards().get());
        requestsById = new HashMap<>(locked.requests().get());
        named = locked.named().get();
        bonds = locked.bonds().get();
        issuances = locked.issuances().get();
        this.blanks = blanks;
    }

    /**
     * Those locked, with a request claimed for each card that has none.
     *
     * @param unusable templates whose cards cannot be served here: their requests are left to wait
     */
    static Rows of(Ledger.Tables tables, Locked locked, List<Genuine> arrivals, Set<UUID> unusable) {
        Rows rows = new Rows(tables, locked, BlankRows.lock(tables.blanks(), arrivals, unusable));
        rows.claim(arrivals, unusable);
        return rows;
    }

    /** As many for each kind of card as the poll could bind: two kinds may overlap. */
    private void claim(List<Genuine> arrivals, Set<UUID> unusable) {
        Map<ClaimCriteria, Long> wanted = arrivals.stream()
                .filter(a -> a.event() instanceof CardInserted inserted && isFree(inserted.card()))
                .map(a -> wanted((CardInserted) a.event(), a.agent().stations()))
                .collect(Collectors.groupingBy(Function.identity(), LinkedHashMap::new, Collectors.counting()));
        int most = wanted.values().stream().mapToInt(Long::intValue).sum();
        wanted.keySet().forEach(w -> open.put(w, requests.claimAny(w, most, unusable)));
    }

    private boolean isFree(CardId card) {
        return !cardsById.containsKey(card) && !named.containsKey(card);
    }

    /** A card that does not tell its algorithm shows 3DES, the only one with short blocks, by its challenge. */
    private static ClaimCriteria wanted(CardInserted event, Set<String> stations) {
        boolean shortBlock = event.challenge().length() == KeyAlgorithm.TDES.blockLength();
        KeyAlgorithm algorithm = event.algorithm() == null && shortBlock ? KeyAlgorithm.TDES : event.algorithm();
        return new ClaimCriteria(event.kind(), algorithm, stations);
    }

    Optional<Card> card(CardId id) {
        return Optional.ofNullable(cardsById.get(id));
    }

    /** What the card is that a gateway names by our identifier; empty where that, or the request, is not known. */
    Optional<CardBinding> bondOf(GatewayEvent event) {
        return Optional.ofNullable(bonds.get(Locked.named(event)));
    }

    /** How often the plastic was issued in former lives. */
    int formerIssuances(CardId id) {
        return issuances.getOrDefault(id, 0);
    }

    IssuanceRequest requestOf(Card card) {
        IssuanceRequest request = requestsById.get(card.request());
        if (request == null) {
            throw new IllegalStateException("card " + card.cardId() + " has no request");
        }
        return request;
    }

    /** The open request that names this card. */
    Optional<IssuanceRequest> namedFor(CardId card) {
        return Optional.ofNullable(named.get(card))
                .map(request -> requestsById.getOrDefault(request.id(), request))
                .filter(request -> card.equals(request.namedCard()));
    }

    /** The request that this blank card is made for. */
    Optional<IssuanceRequest> blankFor(BlankCardInserted event, Set<String> stations) {
        return blanks.requestFor(event, stations, request -> !requestsById.containsKey(request.id()));
    }

    /** The next open request that any card of this kind may have. */
    Optional<IssuanceRequest> anyFor(CardInserted event, Set<String> stations) {
        return open.getOrDefault(wanted(event, stations), List.of()).stream()
                .filter(request -> !requestsById.containsKey(request.id()))
                .findFirst();
    }

    boolean namedAreOpen(CardInserted event) {
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
        history.add(new CardRepository.CardHistoryEntry(card, event, decision.why()));
    }

    /** Writes what has changed. */
    void save(StatementBatch statements) {
        cards.save(picked(changedCards, cardsById), statements);
        cards.appendHistory(history, statements);
        requests.save(picked(changedRequests, requestsById), statements);
    }

    private static <K, V> Collection<V> picked(Set<K> keys, Map<K, V> from) {
        return keys.stream().map(from::get).toList();
    }
}
