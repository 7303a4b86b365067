package org.cardroom.room.bench.load;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.events.card.Challenge;
import org.cardroom.room.hall.Api.Said;

/** One card that a client takes from its request to its end. */
final class HttpWalk {
    private static final int OK = 200;
    private static final int NOTHING = 204;

    private final Clients clients;
    private final Random random;
    private final Set<String> pins = new LinkedHashSet<>();

    HttpWalk(Clients clients) {
        this.clients = clients;
        this.random = clients.draw();
    }

    /** How a client knows that it ended. */
    enum Outcome {
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
    record End(UUID request, Outcome outcome, Set<String> pins) {
        boolean hadTwoPins() {
            return pins.size() > 1;
        }

        /** Whether this status is what the client knows. */
        boolean isAs(RequestStatus status) {
            return switch (outcome) {
                case COMPLETED -> status == RequestStatus.COMPLETED;
                case ABANDONED -> status == RequestStatus.FAILED;
                case OPEN -> status == RequestStatus.APPROVED || status == RequestStatus.EXECUTING;
            };
        }
    }

    /** Walks it: now and then it asks twice, gives up, or leaves off. */
    End walk() {
        UUID template = clients.template(random);
        String request = expect(201, () -> clients.maker()
                        .post(
                                "/requests",
                                "{\"profiletemplateuuid\":\"" + template
                                        + "\",\"datacollection\":[],\"type\":\"Enroll\"}"))
                .id();
        UUID id = UUID.fromString(request);
        expect(OK, () -> clients.approver().put("/requests/" + request, status("Approved")));
        if (random.nextInt(20) == 0) {
            return new End(id, Outcome.OPEN, pins);
        }
        String card = Challenge.random(16).hex();
        String smartcard = expect(201, () -> clients.maker()
                        .post("/smartcards", "{\"requestid\":\"" + request + "\",\"cardid\":\"" + card + "\"}"))
                .id();
        write("/requests/" + request + "/smartcards/" + smartcard + "/", "?cardid=" + card);
        return end(id, request);
    }

    private void write(String path, String card) {
        expect(OK, () -> clients.maker().get(path + "diversifiedkey" + card));
        answer(path, card, false);
        pin(path, card);
        if (random.nextInt(4) == 0) {
            pin(path, card);
        }
        answer(path, card, true);
    }

    private void answer(String path, String card, boolean diversified) {
        String query = card + "&diversified=" + diversified + "&challenge=" + HttpCards.challenge();
        expect(OK, () -> clients.maker().get(path + "authenticationresponse" + query));
    }

    /** 204 where the user is to choose it. */
    private void pin(String path, String card) {
        Said said = clients.ask(List.of(OK, NOTHING), () -> clients.maker().get(path + "serverproposedpin" + card));
        if (said.status() == OK) {
            pins.add(said.text());
        }
    }

    private End end(UUID id, String request) {
        boolean gives = random.nextInt(10) == 0;
        expect(OK, () -> clients.maker().put("/requests/" + request, status(gives ? "Abandoned" : "Completed")));
        return new End(id, gives ? Outcome.ABANDONED : Outcome.COMPLETED, pins);
    }

    private static String status(String status) {
        return "{\"status\":\"" + status + "\"}";
    }

    private Said expect(int status, Supplier<Said> question) {
        return clients.ask(List.of(status), question);
    }
}
