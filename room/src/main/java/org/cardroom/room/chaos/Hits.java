package org.cardroom.room.chaos;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cardroom.room.chaos.parts.Moment;
import org.cardroom.room.chaos.plan.Kind;

/** How often each kind of fault was done, what it hit, and how long a card that it hit waited for its end. */
final class Hits {
    private final Map<Kind, Integer> done = zeros();
    private final Map<Kind, Integer> aimed = zeros();
    private final Map<Kind, Integer> givenUp = zeros();
    private final Map<Kind, Map<Moment, Integer>> hits = new EnumMap<>(Kind.class);
    private final Map<Kind, Duration> worst = new EnumMap<>(Kind.class);

    Hits() {
        for (Kind kind : Kind.values()) {
            Map<Moment, Integer> none = new EnumMap<>(Moment.class);
            Arrays.stream(Moment.values()).forEach(moment -> none.put(moment, 0));
            hits.put(kind, none);
            worst.put(kind, Duration.ZERO);
        }
    }

    private static Map<Kind, Integer> zeros() {
        Map<Kind, Integer> zeros = new EnumMap<>(Kind.class);
        Arrays.stream(Kind.values()).forEach(kind -> zeros.put(kind, 0));
        return zeros;
    }

    void done(Kind kind) {
        done.merge(kind, 1, Integer::sum);
    }

    /** One that was done struck a card at the moment that it was aimed at. */
    void aimed(Kind kind) {
        aimed.merge(kind, 1, Integer::sum);
    }

    /** So many will not be done, because no card comes any more. */
    void givenUp(Kind kind, int times) {
        givenUp.merge(kind, times, Integer::sum);
    }

    int done() {
        return sum(done);
    }

    int givenUp() {
        return sum(givenUp);
    }

    private static int sum(Map<Kind, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** This card is in the middle of its exchange when it happens. */
    void hit(Kind kind, Moment moment, Piece piece) {
        of(kind).merge(moment, 1, Integer::sum);
        piece.hit(kind, System.nanoTime());
    }

    /** A card that was hit came to its end. */
    void recovered(Piece piece) {
        Kind kind = piece.hitBy();
        if (kind != null) {
            Duration waited = Duration.ofNanos(piece.recovered(System.nanoTime()));
            worst.merge(kind, waited, (a, b) -> a.compareTo(b) > 0 ? a : b);
        }
    }

    /** How often a fault of this kind hit a card at each moment. */
    Map<Moment, Integer> of(Kind kind) {
        return hits.computeIfAbsent(kind, x -> new EnumMap<>(Moment.class));
    }

    Duration worst(Kind kind) {
        return worst.getOrDefault(kind, Duration.ZERO);
    }

    Duration worst() {
        return worst.values().stream().max(Duration::compareTo).orElse(Duration.ZERO);
    }

    /** All of it, as it is written. */
    Map<String, Report.OfKind> asWritten() {
        Map<String, Report.OfKind> all = new LinkedHashMap<>();
        for (Kind kind : Kind.values()) {
            Map<String, Integer> moments = new LinkedHashMap<>();
            of(kind).forEach((moment, count) -> moments.put(moment.name(), count));
            all.put(
                    kind.name(),
                    new Report.OfKind(
                            done.getOrDefault(kind, 0),
                            givenUp.getOrDefault(kind, 0),
                            aimed.getOrDefault(kind, 0),
                            moments,
                            Report.seconds(worst(kind))));
        }
        return all;
    }
}
