package org.cardroom.processor.application;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.cardroom.db.StatementBatch;
import org.cardroom.db.issuing.CardRepository.CardBinding;
import org.cardroom.db.issuing.CardRepository.CardReference;
import org.cardroom.db.issuing.IssuanceRequestRepository.ClaimCriteria;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.request.BlankCardInitialization;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.CardEvent.BlankCardInserted;
import org.cardroom.events.message.GatewayEvent;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.processor.authentication.AuthenticatedRecord.AcceptedEvent;
import org.cardroom.processor.decision.Decision;
import org.cardroom.processor.decision.EventContext;
import org.cardroom.processor.decision.EventDecider;
import org.jspecify.annotations.Nullable;

/** The locked rows of one poll, in memory: each decision sees what the ones before it changed. Runs no SQL. */
final class PollContext {
    private final PollContextLoader.LockedRows locked;
    private final ClaimedRequests claimed;
    private final TemplateCache templates;
    private final Map<CardId, Card> cards;
    private final Map<UUID, IssuanceRequest> requests;
    private final Map<CardId, Card> changedCards = new LinkedHashMap<>();
    private final Map<UUID, IssuanceRequest> changedRequests = new LinkedHashMap<>();

    /** Creates the context before the first decision; the templates of all rows are loaded. */
    PollContext(PollContextLoader.LockedRows locked, ClaimedRequests claimed, TemplateCache templates) {
        this.locked = locked;
        this.claimed = claimed;
        this.templates = templates;
        cards = new HashMap<>(locked.cards());
        requests = new HashMap<>(locked.requests());
    }

    /**
     * Requests claimed for cards without one: {@code open} for unbound cards; for blank cards those that were {@code begun}
     * and others by the stations of their agents. Open requests name cards of the last kinds.
     */
    record ClaimedRequests(
            Map<ClaimCriteria, List<IssuanceRequest>> open,
            List<IssuanceRequest> begun,
            Map<Set<String>, List<IssuanceRequest>> blank,
            Set<CardKind> kindsWithNamedRequests) {}

    /** The event with the rows that it concerns, as they are now. */
    EventContext resolve(AcceptedEvent accepted) {
        CardEvent event = accepted.event();
        Set<String> stations = accepted.enrolment().stations();
        CardId id = EventDecider.cardOf(event);
        Card card = id == null ? null : cards.get(id);
        IssuanceRequest request = card == null ? findRequest(event, stations) : requestOf(card);
        TemplateCache.CachedTemplate template =
                request == null ? null : templates.get(card == null ? request.template() : card.template());
        return new EventContext(
                event,
                stations,
                card,
                request,
                template == null ? null : template.template(),
                template != null && template.usable(),
                event instanceof GatewayEvent asked ? reference(asked) : EventContext.GatewayReference.UNKNOWN,
                id == null ? 0 : locked.formerIssuances().getOrDefault(id, 0),
                event instanceof CardEvent.CardInserted inserted
                        && claimed.kindsWithNamedRequests().contains(inserted.kind()));
    }

    private IssuanceRequest requestOf(Card card) {
        IssuanceRequest request = requests.get(card.request());
        if (request == null) {
            throw new IllegalStateException("card " + card.cardId() + " has no request");
        }
        return request;
    }

    private @Nullable IssuanceRequest findRequest(CardEvent event, Set<String> stations) {
        if (event instanceof CardEvent.CardInserted inserted) {
            IssuanceRequest named = findNamedRequest(inserted.card());
            ClaimCriteria criteria = claimCriteria(inserted, stations);
            return named != null ? named : firstFree(claimed.open().getOrDefault(criteria, List.of()).stream());
        }
        if (event instanceof BlankCardInserted blank) {
            return findBlankRequest(blank, stations);
        }
        return event instanceof CardEvent.StepReported report ? findNamedRequest(report.card()) : null;
    }

    private @Nullable IssuanceRequest findNamedRequest(CardId card) {
        IssuanceRequest named = locked.namedRequests().get(card);
        IssuanceRequest current = named == null ? null : requests.getOrDefault(named.id(), named);
        return current != null && card.equals(current.namedCard()) ? current : null;
    }

    /**
     * The request for a blank card, by priority: the one that its id was drawn for, the one begun in its slot and not
     * finished, one begun long ago, the next open one.
     */
    private @Nullable IssuanceRequest findBlankRequest(BlankCardInserted event, Set<String> stations) {
        CardId former = event.card();
        return firstFree(Stream.of(
                        claimed.begun().stream()
                                .filter(request -> former != null && former.equals(request.namedCard())),
                        claimed.begun().stream().filter(request -> isBegunAt(request.initialization(), event)),
                        claimed.blank().getOrDefault(stations, List.of()).stream())
                .flatMap(candidates -> candidates)
                .filter(request -> request.station() == null || stations.contains(request.station())));
    }

    private static boolean isBegunAt(@Nullable BlankCardInitialization initialization, BlankCardInserted event) {
        return initialization != null
                && !initialization.done()
                && initialization.agent().equals(event.origin().agent())
                && initialization.slot().equals(event.origin().slot());
    }

    /** The first request that no decision of this poll has changed; an event about it may have left it as it was. */
    private @Nullable IssuanceRequest firstFree(Stream<IssuanceRequest> candidates) {
        return candidates
                .filter(request -> request.equals(requests.getOrDefault(request.id(), request)))
                .findFirst()
                .orElse(null);
    }

    private EventContext.GatewayReference reference(GatewayEvent event) {
        CardBinding binding = locked.bindings().get(referenceOf(event));
        if (binding == null) {
            return EventContext.GatewayReference.UNKNOWN;
        }
        CardBinding named =
                new CardBinding(event.subject().card(), event.subject().request());
        return binding.equals(named) ? EventContext.GatewayReference.MATCH : EventContext.GatewayReference.MISMATCH;
    }

    static CardReference referenceOf(GatewayEvent event) {
        return new CardReference(event.subject().request(), event.subject().smartcard());
    }

    /** A card that does not show its algorithm shows 3DES, the only one with short blocks, by its challenge. */
    static ClaimCriteria claimCriteria(CardEvent.CardInserted event, Set<String> stations) {
        boolean shortBlock = event.challenge().length() == KeyAlgorithm.TDES.blockLength();
        KeyAlgorithm algorithm = event.algorithm() == null && shortBlock ? KeyAlgorithm.TDES : event.algorithm();
        return new ClaimCriteria(event.kind(), algorithm, stations);
    }

    /** Takes over the rows of a decision; an unchanged request is not written. */
    void record(Decision decision) {
        if (!decision.action().changesRows()) {
            return;
        }
        Card card = decision.card();
        if (card != null) {
            cards.put(card.cardId(), card);
            changedCards.put(card.cardId(), card);
        }
        IssuanceRequest request = decision.request();
        if (request != null && !request.equals(requests.put(request.id(), request))) {
            changedRequests.put(request.id(), request);
        }
    }

    /** Adds the statements that write the changed rows. */
    void save(PollRepositories repositories, StatementBatch statements) {
        repositories.cards().save(changedCards.values(), statements);
        repositories.requests().save(changedRequests.values(), statements);
    }
}
