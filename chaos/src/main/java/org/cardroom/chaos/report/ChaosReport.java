package org.cardroom.chaos.report;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.cardroom.chaos.topics.TopicObservations;

/**
 * What a run found, as it is written: requested = issued + failed + rejected + pending.
 *
 * @param faults how many were done
 * @param faultsAsked how many were to be done
 * @param faultsGivenUp how many were not, because no card was left for them
 * @param lost cards that are not what the database says, requests that ended nowhere or without a known reason
 * @param doubled second answers to a challenge, and keys and PINs written more often than their card was put in
 * @param locked cards that are of no use any more, because their tries are spent
 * @param failed by the reason that the database has
 * @param ended processes that ended though nobody killed them
 * @param takenOut unissued cards by what the reader said
 * @param findings a line for each thing that is not as it should be, the first few
 * @param kinds by kind of fault
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
     * One kind of fault.
     *
     * @param givenUp how many of this kind were not done
     * @param aimed how many struck a card at the moment that they were aimed at
     * @param hits how often it hit a card, by where the card was in its exchange
     * @param worstWaitSeconds that a card which it hit waited for its end
     */
    public record FaultKindResult(
            int done, int givenUp, int aimed, Map<String, Integer> hits, double worstWaitSeconds) {}

    public static double seconds(Duration time) {
        return Math.round(time.toMillis() / 10.0) / 100.0;
    }

    public boolean isGood() {
        boolean whole = requested == cards && pending == 0 && rejected == 0;
        boolean done = faults + faultsGivenUp == faultsAsked;
        return whole && done && lost == 0 && doubled == 0 && locked == 0 && findings.isEmpty();
    }
}
