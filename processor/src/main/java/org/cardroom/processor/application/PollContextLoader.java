package org.cardroom.processor.application;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.cardroom.db.StatementBatch;
import org.cardroom.db.issuing.BlankCardRequestRepository.AgentSlot;
import org.cardroom.db.issuing.CardRepository.CardBinding;
import org.cardroom.db.issuing.CardRepository.CardReference;
import org.cardroom.db.issuing.IssuanceRequestRepository.ClaimCriteria;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.message.CardEvent;
import org.cardroom.events.message.CardEvent.CardInserted;
import org.cardroom.events.message.GatewayEvent;
import org.cardroom.processor.authentication.AuthenticatedRecord.AcceptedEvent;
import org.cardroom.processor.decision.EventDecider;

/** Stage 2: locks and reads the rows of a poll's events, so that deciding needs no SQL. Not thread-safe. */
record PollContextLoader(PollRepositories repositories, TemplateCache templates) {
    /** The rows that the first round trip locked; bindings are read only, because a binding never changes. */
    record LockedRows(
            Map<CardId, Card> cards,
            Map<UUID, IssuanceRequest> requests,
            Map<CardId, IssuanceRequest> namedRequests,
            Map<CardReference, CardBinding> bindings,
            Map<CardId, Integer> formerIssuances) {}

    /** Adds the statements that lock the rows of these events' cards; the result is readable once they have run. */
    Supplier<LockedRows> lock(List<AcceptedEvent> accepted, StatementBatch statements) {
        Set<CardId> cards = accepted.stream()
                .map(each -> EventDecider.cardOf(each.event()))
                .filter(Objects::nonNull)
                .collect(toSet());
        Set<CardReference> references = events(GatewayEvent.class, accepted)
                .map(PollContext::referenceOf)
                .collect(toSet());
        Set<CardId> inserted =
                events(CardInserted.class, accepted).map(CardInserted::card).collect(toSet());
        Supplier<Map<CardId, Card>> lockedCards = repositories.cards().lock(cards, statements);
        Supplier<Map<UUID, IssuanceRequest>> requests = repositories.requests().lockByCards(cards, statements);
        Supplier<Map<CardId, IssuanceRequest>> named = repositories.requests().claimNamed(cards, statements);
        Supplier<Map<CardReference, CardBinding>> bindings =
                repositories.cards().findBindings(references, statements);
        Supplier<Map<CardId, Integer>> issuances = repositories.cards().findFormerIssuances(inserted, statements);
        return () -> new LockedRows(lockedCards.get(), requests.get(), named.get(), bindings.get(), issuances.get());
    }

    /**
     * The context of these events. Claims open requests for unbound and blank cards in further round trips; requests of
     * templates that cannot be served here are left to other processors.
     */
    PollContext load(List<AcceptedEvent> accepted, LockedRows locked) {
        Map<ClaimCriteria, List<IssuanceRequest>> open = new HashMap<>();
        Set<CardKind> shortOf = claimOpenRequests(accepted, locked, open);
        List<IssuanceRequest> begun = new ArrayList<>();
        Map<Set<String>, List<IssuanceRequest>> blank = new HashMap<>();
        claimBlankRequests(accepted, begun, blank);
        if (!blank.isEmpty()) {
            // A blank card can take over the request that names another card of the poll.
            events(CardInserted.class, accepted).map(CardInserted::kind).forEach(shortOf::add);
        }
        shortOf.removeIf(kind -> !repositories.requests().hasOpenNamedRequests(kind));
        List<Collection<IssuanceRequest>> all = new ArrayList<>(open.values());
        all.addAll(blank.values());
        all.addAll(List.of(begun, locked.requests.values(), locked.namedRequests.values()));
        Set<UUID> needed = all.stream()
                .flatMap(Collection::stream)
                .map(IssuanceRequest::template)
                .collect(toSet());
        locked.cards.values().forEach(card -> needed.add(card.template()));
        templates.load(needed);
        return new PollContext(locked, new PollContext.ClaimedRequests(open, begun, blank, shortOf), templates);
    }

    /**
     * Claims as many requests by each criteria as the poll could bind, because criteria may overlap. Returns the kinds of
     * cards for which fewer requests are open.
     */
    private Set<CardKind> claimOpenRequests(
            List<AcceptedEvent> accepted, LockedRows locked, Map<ClaimCriteria, List<IssuanceRequest>> open) {
        List<ClaimCriteria> wanted = accepted.stream()
                .filter(each -> each.event() instanceof CardInserted inserted
                        && !locked.cards.containsKey(inserted.card())
                        && !locked.namedRequests.containsKey(inserted.card()))
                .map(each -> PollContext.claimCriteria(
                        (CardInserted) each.event(), each.enrolment().stations()))
                .toList();
        Set<CardKind> shortOf = new HashSet<>();
        for (ClaimCriteria criteria : new LinkedHashSet<>(wanted)) {
            List<IssuanceRequest> claimed =
                    repositories.requests().claimAny(criteria, wanted.size(), templates.unusableIds());
            open.put(criteria, claimed);
            if (claimed.size() < wanted.size()) {
                shortOf.add(criteria.kind());
            }
        }
        return shortOf;
    }

    private void claimBlankRequests(
            List<AcceptedEvent> accepted, List<IssuanceRequest> begun, Map<Set<String>, List<IssuanceRequest>> open) {
        List<CardEvent.BlankCardInserted> blanks =
                events(CardEvent.BlankCardInserted.class, accepted).toList();
        if (blanks.isEmpty()) {
            return;
        }
        List<CardId> ids = blanks.stream()
                .map(CardEvent.BlankCardInserted::card)
                .filter(Objects::nonNull)
                .toList();
        Set<AgentSlot> slots = blanks.stream()
                .map(CardEvent::origin)
                .map(header -> new AgentSlot(header.agent(), header.slot()))
                .collect(toSet());
        begun.addAll(repositories.blanks().claimBegun(ids, slots));
        Set<UUID> unusable = templates.unusableIds();
        accepted.stream()
                .filter(each -> each.event() instanceof CardEvent.BlankCardInserted)
                .forEach(each -> open.computeIfAbsent(each.enrolment().stations(), stations -> Stream.concat(
                                repositories.blanks().claimStale(stations, blanks.size(), unusable).stream(),
                                repositories.blanks().claimFresh(stations, blanks.size(), unusable).stream())
                        .toList()));
    }

    private static <E extends CardEvent> Stream<E> events(Class<E> type, List<AcceptedEvent> accepted) {
        return accepted.stream()
                .map(AcceptedEvent::event)
                .filter(type::isInstance)
                .map(type::cast);
    }
}
