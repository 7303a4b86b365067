package org.cardroom.chaos.operator;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cardroom.chaos.plan.FaultKind;
import org.cardroom.chaos.process.ExchangePhase;
import org.cardroom.chaos.report.ChaosReport;

/** How often each kind of fault was done, what it hit, and how long a card that it hit waited for its end. */
public final class FaultStatistics {
    private final Map<FaultKind, Integer> done = zeros();
    private final Map<FaultKind, Integer> aimed = zeros();
    private final Map<FaultKind, Integer> givenUp = zeros();
    private final Map<FaultKind, Map<ExchangePhase, Integer>> hits = new EnumMap<>(FaultKind.class);
    private final Map<FaultKind, Duration> worst = new EnumMap<>(FaultKind.class);

    public FaultStatistics() {
        for (FaultKind kind : FaultKind.values()) {
            Map<ExchangePhase, Integer> none = new EnumMap<>(ExchangePhase.class);
            Arrays.stream(ExchangePhase.values()).forEach(phase -> none.put(phase, 0));
            hits.put(kind, none);
            worst.put(kind, Duration.ZERO);
        }
    }

    private static Map<FaultKind, Integer> zeros() {
        Map<FaultKind, Integer> zeros = new EnumMap<>(FaultKind.class);
        Arrays.stream(FaultKind.values()).forEach(kind -> zeros.put(kind, 0));
        return zeros;
    }

    public void countDone(FaultKind kind) {
        done.merge(kind, 1, Integer::sum);
    }

    /** One that was done struck a card at the moment that it was aimed at. */
    public void countAimed(FaultKind kind) {
        aimed.merge(kind, 1, Integer::sum);
    }

    /** So many will not be done, because no card comes any more. */
    public void countAbandoned(FaultKind kind, int times) {
        givenUp.merge(kind, times, Integer::sum);
    }

    public int totalDone() {
        return sum(done);
    }

    public int totalAbandoned() {
        return sum(givenUp);
    }

    private static int sum(Map<FaultKind, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** This card is in the middle of its exchange when it happens. */
    public void recordHit(FaultKind kind, ExchangePhase phase, TrackedCard trackedCard) {
        hitsByPhase(kind).merge(phase, 1, Integer::sum);
        trackedCard.recordHit(kind, System.nanoTime());
    }

    /** A card that was hit came to its end. */
    void recordRecovery(TrackedCard trackedCard) {
        FaultKind kind = trackedCard.firstFault();
        if (kind != null) {
            Duration waited = Duration.ofNanos(trackedCard.clearFault(System.nanoTime()));
            worst.merge(kind, waited, (a, b) -> a.compareTo(b) > 0 ? a : b);
        }
    }

    /** How often a fault of this kind hit a card at each moment. */
    Map<ExchangePhase, Integer> hitsByPhase(FaultKind kind) {
        return hits.computeIfAbsent(kind, x -> new EnumMap<>(ExchangePhase.class));
    }

    Duration longestWait(FaultKind kind) {
        return worst.getOrDefault(kind, Duration.ZERO);
    }

    public Duration longestWait() {
        return worst.values().stream().max(Duration::compareTo).orElse(Duration.ZERO);
    }

    /** All of it, as it is written. */
    public Map<String, ChaosReport.FaultKindResult> toReport() {
        Map<String, ChaosReport.FaultKindResult> all = new LinkedHashMap<>();
        for (FaultKind kind : FaultKind.values()) {
            Map<String, Integer> moments = new LinkedHashMap<>();
            hitsByPhase(kind).forEach((phase, count) -> moments.put(phase.name(), count));
            all.put(
                    kind.name(),
                    new ChaosReport.FaultKindResult(
                            done.getOrDefault(kind, 0),
                            givenUp.getOrDefault(kind, 0),
                            aimed.getOrDefault(kind, 0),
                            moments,
                            ChaosReport.seconds(longestWait(kind))));
        }
        return all;
    }
}
