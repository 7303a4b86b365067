package org.cardroom.processor.application;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cardroom.db.issuing.BlankCardRequestRepository;
import org.cardroom.db.issuing.BlankCardRequestRepository.AgentSlot;
import org.cardroom.domain.request.BlankCardInitialization;
import org.cardroom.domain.request.IssuanceRequest;
import org.cardroom.events.message.CardEvent.BlankCardInserted;
import org.cardroom.events.message.EventHeader;
import org.cardroom.processor.authentication.AuthenticatedRecord.AcceptedEvent;
import org.jspecify.annotations.Nullable;

/** The requests that a poll's blank cards may be made for, locked together. */
final class BlankCardClaims {
    private final List<IssuanceRequest> started;
    private final Map<Set<String>, List<IssuanceRequest>> openByStations = new HashMap<>();
    private final Set<UUID> claimed = new HashSet<>();

    private BlankCardClaims(List<IssuanceRequest> begun) {
        this.started = begun;
    }

    /** Those of these events; nothing is asked where no card is blank. */
    static BlankCardClaims lock(
            BlankCardRequestRepository blankRequests, List<AcceptedEvent> arrivals, Set<UUID> unusable) {
        List<AcceptedEvent> blank = arrivals.stream()
                .filter(a -> a.event() instanceof BlankCardInserted)
                .toList();
        if (blank.isEmpty()) {
            return new BlankCardClaims(List.of());
        }
        List<BlankCardInserted> events =
                blank.stream().map(a -> (BlankCardInserted) a.event()).toList();
        BlankCardClaims claims = new BlankCardClaims(blankRequests.claimBegun(
                events.stream()
                        .map(BlankCardInserted::card)
                        .filter(Objects::nonNull)
                        .toList(),
                events.stream().map(e -> slot(e.origin())).collect(Collectors.toSet())));
        for (AcceptedEvent accepted : blank) {
            claims.openByStations.computeIfAbsent(accepted.enrolment().stations(), stations -> Stream.concat(
                            blankRequests.claimStale(stations, blank.size(), unusable).stream(),
                            blankRequests.claimFresh(stations, blank.size(), unusable).stream())
                    .toList());
        }
        return claims;
    }

    private static AgentSlot slot(EventHeader header) {
        return new AgentSlot(header.agent(), header.slot());
    }

    /**
     * The request that this card is made for: the one that its id was drawn for, the one that was begun in its slot and
     * not finished, one that was begun long ago, the next open one.
     *
     * @param free whether nothing else was decided about a request
     */
    Optional<IssuanceRequest> claimRequestFor(
            BlankCardInserted event, Set<String> stations, Predicate<IssuanceRequest> free) {
        Predicate<IssuanceRequest> here = request -> request.station() == null || stations.contains(request.station());
        Optional<IssuanceRequest> found = Stream.of(
                        started.stream()
                                .filter(r ->
                                        event.card() != null && event.card().equals(r.namedCard())),
                        started.stream().filter(r -> isStartedIn(r.initialization(), event.origin())),
                        openByStations.getOrDefault(stations, List.of()).stream())
                .flatMap(candidates -> candidates)
                .filter(r -> here.test(r) && free.test(r) && !claimed.contains(r.id()))
                .findFirst();
        found.ifPresent(request -> claimed.add(request.id()));
        return found;
    }

    private static boolean isStartedIn(@Nullable BlankCardInitialization initialization, EventHeader header) {
        return initialization != null
                && !initialization.done()
                && initialization.agent().equals(header.agent())
                && initialization.slot().equals(header.slot());
    }
}
