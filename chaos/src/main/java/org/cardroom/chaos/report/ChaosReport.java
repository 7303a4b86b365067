package org.cardroom.chaos.report;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.cardroom.chaos.topics.TopicObservations;

/**
 * The result of a run, as written to chaos.json: requested = issued + failed + rejected + pending.
 * @param faults number of injected faults
 * @param faultsAsked number of planned faults
 * @param faultsGivenUp number of faults not injected because no card was left for them
 * @param lost cards that differ from the database, and requests without an end or with an unexplained one
 * @param doubled second responses to a challenge, and keys and PINs written more often than their card was inserted
 * @param locked cards whose retry counter is exhausted
 * @param failed failed cards by the reason in the database
 * @param ended unexpected exits by process
 * @param takenOut removals of unissued cards by the reason shown
 * @param findings the first anomalies, one line each
 * @param kinds results by kind of fault
 */
public record ChaosReport(
        long seed,
        int cards,
        int readers,
        int faults,
        int faultsAsked,
        int faultsGivenUp,
        double seconds,
        int requested,
        int issued,
        int failedCards,
        int rejected,
        int pending,
        int lost,
        int doubled,
        int locked,
        double worstWaitSeconds,
        Map<String, Integer> failed,
        TopicObservations.DeadLetterCounts deadLetters,
        Map<String, Integer> ended,
        Map<String, Integer> takenOut,
        List<String> findings,
        Map<String, FaultKindResult> kinds) {
    /**
     * The result for one kind of fault.
     * @param givenUp number of faults not injected
     * @param aimed number of faults that hit a card in the planned phase
     * @param hits number of cards hit, by phase
     * @param worstWaitSeconds the longest time from a hit to the end of the card
     */
    public record FaultKindResult(
            int done, int givenUp, int aimed, Map<String, Integer> hits, double worstWaitSeconds) {}

    public static double seconds(Duration time) {
        return Math.round(time.toMillis() / 10.0) / 100.0;
    }

    /** Whether the run met all requirements. Not named {@code isX}, which Jackson would write to chaos.json. */
    public boolean hasPassed() {
        boolean whole = requested == cards && pending == 0 && rejected == 0;
        boolean done = faults + faultsGivenUp == faultsAsked;
        return whole && done && lost == 0 && doubled == 0 && locked == 0 && findings.isEmpty();
    }
}
