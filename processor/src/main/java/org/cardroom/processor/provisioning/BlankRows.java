package org.cardroom.processor.provisioning;

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
import org.cardroom.db.issuing.Blanks;
import org.cardroom.db.issuing.Blanks.Slot;
import org.cardroom.db.issuing.Initialisation;
import org.cardroom.db.issuing.Request;
import org.cardroom.events.message.CardEvent.BlankInserted;
import org.cardroom.events.message.Origin;
import org.cardroom.processor.provisioning.Arrival.Genuine;
import org.jspecify.annotations.Nullable;

/** The requests that a poll's blank cards may be made for, locked together. */
final class BlankRows {
    private final List<Request> begun;
    private final Map<Set<String>, List<Request>> open = new HashMap<>();
    private final Set<UUID> given = new HashSet<>();

    private BlankRows(List<Request> begun) {
        this.begun = begun;
    }

    /** Those of these events; nothing is asked where no card is blank. */
    static BlankRows lock(Blanks blanks, List<Genuine> arrivals, Set<UUID> unusable) {
        List<Genuine> blank = arrivals.stream()
                .filter(a -> a.event() instanceof BlankInserted)
                .toList();
        if (blank.isEmpty()) {
            return new BlankRows(List.of());
        }
        List<BlankInserted> events =
                blank.stream().map(a -> (BlankInserted) a.event()).toList();
        BlankRows rows = new BlankRows(blanks.claimBegun(
                events.stream()
                        .map(BlankInserted::card)
                        .filter(Objects::nonNull)
                        .toList(),
                events.stream().map(e -> slot(e.origin())).collect(Collectors.toSet())));
        for (Genuine arrival : blank) {
            rows.open.computeIfAbsent(arrival.agent().stations(), stations -> Stream.concat(
                            blanks.claimOld(stations, blank.size(), unusable).stream(),
                            blanks.claimFresh(stations, blank.size(), unusable).stream())
                    .toList());
        }
        return rows;
    }

    private static Slot slot(Origin origin) {
        return new Slot(origin.agent(), origin.slot());
    }

    /**
     * The request that this card is made for: the one that its id was drawn for, the one that was begun in its slot and
     * not finished, one that was begun long ago, the next open one.
     *
     * @param free whether nothing else was decided about a request
     */
    Optional<Request> requestFor(BlankInserted event, Set<String> stations, Predicate<Request> free) {
        Predicate<Request> here = request -> request.station() == null || stations.contains(request.station());
        Optional<Request> found = Stream.of(
                        begun.stream()
                                .filter(r ->
                                        event.card() != null && event.card().equals(r.namedCard())),
                        begun.stream().filter(r -> isOf(r.initialisation(), event.origin())),
                        open.getOrDefault(stations, List.of()).stream())
                .flatMap(candidates -> candidates)
                .filter(r -> here.test(r) && free.test(r) && !given.contains(r.id()))
                .findFirst();
        found.ifPresent(request -> given.add(request.id()));
        return found;
    }

    private static boolean isOf(@Nullable Initialisation initialisation, Origin origin) {
        return initialisation != null
                && !initialisation.done()
                && initialisation.agent().equals(origin.agent())
                && initialisation.slot().equals(origin.slot());
    }
}
