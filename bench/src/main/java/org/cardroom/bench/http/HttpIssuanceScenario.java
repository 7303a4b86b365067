package org.cardroom.bench.http;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.cardroom.demo.local.HttpApiClient.HttpResult;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.events.card.Challenge;

/** One card that a client takes from its request to its end. */
final class HttpIssuanceScenario {
    private static final int OK = 200;
    private static final int NOTHING = 204;

    private final HttpScenarioClients clients;
    private final Random random;
    private final Set<String> pins = new LinkedHashSet<>();

    HttpIssuanceScenario(HttpScenarioClients clients) {
        this.clients = clients;
        this.random = clients.newRandom();
    }

    /** How a client knows that it ended. */
    enum ScenarioOutcome {
        COMPLETED,
        ABANDONED,
        /** It left off in the middle. */
        OPEN
    }

    /**
     * What became of one.
     *
     * @param pins all that it was given
     */
    record ScenarioResult(UUID request, ScenarioOutcome outcome, Set<String> pins) {
        boolean hadTwoPins() {
            return pins.size() > 1;
        }

        /** Whether this status is what the client knows. */
        boolean matches(RequestStatus status) {
            return switch (outcome) {
                case COMPLETED -> status == RequestStatus.COMPLETED;
                case ABANDONED -> status == RequestStatus.FAILED;
                case OPEN -> status == RequestStatus.APPROVED || status == RequestStatus.EXECUTING;
            };
        }
    }

    /** Walks it: now and then it asks twice, gives up, or leaves off. */
    ScenarioResult run() {
        UUID template = clients.template(random);
        String request = expect(201, () -> clients.requester()
                        .post(
                                "/requests",
                                "{\"profiletemplateuuid\":\"" + template
                                        + "\",\"datacollection\":[],\"type\":\"Enroll\"}"))
                .id();
        UUID id = UUID.fromString(request);
        expect(OK, () -> clients.approver().put("/requests/" + request, status("Approved")));
        if (random.nextInt(20) == 0) {
            return new ScenarioResult(id, ScenarioOutcome.OPEN, pins);
        }
        String card = Challenge.random(16).hex();
        String smartcard = expect(201, () -> clients.requester()
                        .post("/smartcards", "{\"requestid\":\"" + request + "\",\"cardid\":\"" + card + "\"}"))
                .id();
        write("/requests/" + request + "/smartcards/" + smartcard + "/", "?cardid=" + card);
        return end(id, request);
    }

    private void write(String path, String card) {
        expect(OK, () -> clients.requester().get(path + "diversifiedkey" + card));
        answer(path, card, false);
        pin(path, card);
        if (random.nextInt(4) == 0) {
            pin(path, card);
        }
        answer(path, card, true);
    }

    private void answer(String path, String card, boolean diversified) {
        String query = card + "&diversified=" + diversified + "&challenge=" + BoundHttpCards.randomChallengeParameter();
        expect(OK, () -> clients.requester().get(path + "authenticationresponse" + query));
    }

    /** 204 where the user is to choose it. */
    private void pin(String path, String card) {
        HttpResult result = clients.requestWithRetry(
                List.of(OK, NOTHING), () -> clients.requester().get(path + "serverproposedpin" + card));
        if (result.status() == OK) {
            pins.add(result.text());
        }
    }

    private ScenarioResult end(UUID id, String request) {
        boolean gives = random.nextInt(10) == 0;
        expect(OK, () -> clients.requester().put("/requests/" + request, status(gives ? "Abandoned" : "Completed")));
        return new ScenarioResult(id, gives ? ScenarioOutcome.ABANDONED : ScenarioOutcome.COMPLETED, pins);
    }

    private static String status(String status) {
        return "{\"status\":\"" + status + "\"}";
    }

    private HttpResult expect(int status, Supplier<HttpResult> question) {
        return clients.requestWithRetry(List.of(status), question);
    }
}
