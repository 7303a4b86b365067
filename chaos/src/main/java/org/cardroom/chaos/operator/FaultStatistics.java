package org.cardroom.chaos.operator;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cardroom.chaos.plan.FaultKind;
import org.cardroom.chaos.process.ExchangePhase;
import org.cardroom.chaos.report.ChaosReport;

/** Counts faults by kind: injected, cards hit by phase, and the longest time until a hit card ended. Not thread-safe. */
public final class FaultStatistics {
    private final Map<FaultKind, Integer> done = new EnumMap<>(FaultKind.class);
    private final Map<FaultKind, Integer> aimed = new EnumMap<>(FaultKind.class);
    private final Map<FaultKind, Integer> abandoned = new EnumMap<>(FaultKind.class);
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

    private static int count(Map<FaultKind, Integer> counts, FaultKind kind) {
        return counts.getOrDefault(kind, 0);
    }

    public void countDone(FaultKind kind) {
        done.merge(kind, 1, Integer::sum);
    }

    /** Counts a fault that hit a card in the planned phase. */
    public void countAimed(FaultKind kind) {
        aimed.merge(kind, 1, Integer::sum);
    }

    /** Counts faults that are not injected because no card is left. */
    public void countAbandoned(FaultKind kind, int times) {
        abandoned.merge(kind, times, Integer::sum);
    }

    public int totalDone() {
        return sum(done);
    }

    public int totalAbandoned() {
        return sum(abandoned);
    }

    private static int sum(Map<FaultKind, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Records that a fault hit a card in this phase. */
    public void recordHit(FaultKind kind, ExchangePhase phase, TrackedCard tracked) {
        hitsByPhase(kind).merge(phase, 1, Integer::sum);
        tracked.recordHit(kind, System.nanoTime());
    }

    /** Records the end of a card. */
    void recordRecovery(TrackedCard tracked) {
        FaultKind kind = tracked.firstFault();
        if (kind != null) {
            Duration waited = Duration.ofNanos(tracked.clearFault(System.nanoTime()));
            worst.merge(kind, waited, (a, b) -> a.compareTo(b) > 0 ? a : b);
        }
    }

    /** Returns the number of cards hit in each phase. */
    Map<ExchangePhase, Integer> hitsByPhase(FaultKind kind) {
        return hits.computeIfAbsent(kind, x -> new EnumMap<>(ExchangePhase.class));
    }

    Duration longestWait(FaultKind kind) {
        return worst.getOrDefault(kind, Duration.ZERO);
    }

    public Duration longestWait() {
        return worst.values().stream().max(Duration::compareTo).orElse(Duration.ZERO);
    }

    /** Returns the counters for the report. */
    public Map<String, ChaosReport.FaultKindResult> toReport() {
        Map<String, ChaosReport.FaultKindResult> all = new LinkedHashMap<>();
        for (FaultKind kind : FaultKind.values()) {
            Map<String, Integer> phases = new LinkedHashMap<>();
            hitsByPhase(kind).forEach((phase, count) -> phases.put(phase.name(), count));
            double wait = ChaosReport.seconds(longestWait(kind));
            all.put(
                    kind.name(),
                    new ChaosReport.FaultKindResult(
                            count(done, kind), count(abandoned, kind), count(aimed, kind), phases, wait));
        }
        return all;
    }
}
