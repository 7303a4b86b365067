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

/** Issues one card over the HTTP API, from its request to its end. */
final class HttpIssuanceScenario {
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;

    private final HttpScenarioClients clients;
    private final Random random;
    private final Set<String> pins = new LinkedHashSet<>();

    HttpIssuanceScenario(HttpScenarioClients clients) {
        this.clients = clients;
        this.random = clients.newRandom();
    }

    /** The end as the client knows it. */
    enum ScenarioOutcome {
        COMPLETED,
        ABANDONED,
        /** The client stopped before the end. */
        OPEN
    }

    /**
     * The result of a scenario.
     * @param pins all PINs that the client received
     */
    record ScenarioResult(UUID request, ScenarioOutcome outcome, Set<String> pins) {
        boolean hadTwoPins() {
            return pins.size() > 1;
        }

        /** Whether this status agrees with the client's knowledge. */
        boolean matches(RequestStatus status) {
            return switch (outcome) {
                case COMPLETED -> status == RequestStatus.COMPLETED;
                case ABANDONED -> status == RequestStatus.FAILED;
                case OPEN -> status == RequestStatus.APPROVED || status == RequestStatus.EXECUTING;
            };
        }
    }

    /** Runs the scenario; at random it requests the PIN twice, abandons the request, or stops before the end. */
    ScenarioResult run() {
        UUID template = clients.template(random);
        String body = "{\"profiletemplateuuid\":\"" + template + "\",\"datacollection\":[],\"type\":\"Enroll\"}";
        String request = create("/requests", body);
        UUID id = UUID.fromString(request);
        expect(OK, () -> clients.approver().put("/requests/" + request, status("Approved")));
        if (random.nextInt(20) == 0) {
            return new ScenarioResult(id, ScenarioOutcome.OPEN, pins);
        }
        String card = Challenge.random(16).hex();
        String smartcard = create("/smartcards", "{\"requestid\":\"" + request + "\",\"cardid\":\"" + card + "\"}");
        provision("/requests/" + request + "/smartcards/" + smartcard + "/", "?cardid=" + card);
        return end(id, request);
    }

    /** Posts this body; returns the id of what was created. */
    private String create(String path, String body) {
        return expect(201, () -> clients.requester().post(path, body)).id();
    }

    private void provision(String path, String card) {
        expect(OK, () -> clients.requester().get(path + "diversifiedkey" + card));
        requestResponse(path, card, false);
        requestPin(path, card);
        if (random.nextInt(4) == 0) {
            requestPin(path, card);
        }
        requestResponse(path, card, true);
    }

    private void requestResponse(String path, String card, boolean diversified) {
        String query = card + "&diversified=" + diversified + "&challenge=" + BoundHttpCards.randomChallengeParameter();
        expect(OK, () -> clients.requester().get(path + "authenticationresponse" + query));
    }

    /** Accepts 204 too: the user chooses the PIN. */
    private void requestPin(String path, String card) {
        HttpResult result = clients.requestWithRetry(
                List.of(OK, NO_CONTENT), () -> clients.requester().get(path + "serverproposedpin" + card));
        if (result.status() == OK) {
            pins.add(result.text());
        }
    }

    private ScenarioResult end(UUID id, String request) {
        boolean abandoned = random.nextInt(10) == 0;
        String status = status(abandoned ? "Abandoned" : "Completed");
        expect(OK, () -> clients.requester().put("/requests/" + request, status));
        return new ScenarioResult(id, abandoned ? ScenarioOutcome.ABANDONED : ScenarioOutcome.COMPLETED, pins);
    }

    private static String status(String status) {
        return "{\"status\":\"" + status + "\"}";
    }

    private HttpResult expect(int status, Supplier<HttpResult> call) {
        return clients.requestWithRetry(List.of(status), call);
    }
}
