package org.cardroom.room.bench.load;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.cardroom.db.Store;
import org.cardroom.db.issuing.RequestStatus;
import org.cardroom.db.issuing.Templates;
import org.cardroom.events.card.Challenge;
import org.cardroom.room.hall.Api;
import org.cardroom.room.hall.Api.Said;

/** One card that a client takes from its request to its end; what gets 503 is asked again after half a second. */
final class HttpWalk {
    private static final int UNAVAILABLE = 503;
    private static final int MOST_AGAIN = 20;
    private static final long PAUSE_NANOS = 500_000_000;
    /** What a card takes between two requests about it. */
    private static final long CARD_NANOS = 250_000_000;

    private static final List<String> TEMPLATES = List.of("gids-letter", "user-pin");

    private final Shared shared;
    private final Random random;
    private final Set<String> pins = new LinkedHashSet<>();

    HttpWalk(Shared shared) {
        this.shared = shared;
        this.random = new Random(shared.walks.incrementAndGet());
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

    /** What all walks of one run share. */
    static final class Shared {
        private final Api maker;
        private final Api approver;
        private final List<UUID> templates;
        private final int most;
        private final AtomicInteger sent = new AtomicInteger();
        private final AtomicInteger retried = new AtomicInteger();
        private final AtomicInteger errors = new AtomicInteger();
        private final AtomicInteger walks = new AtomicInteger();

        private Shared(Api maker, Api approver, List<UUID> templates, int most) {
            this.maker = maker;
            this.approver = approver;
            this.templates = templates;
            this.most = most;
        }

        boolean goesOn() {
            return sent.get() < most;
        }

        int sent() {
            return sent.get();
        }

        int retried() {
            return retried.get();
        }

        int errors() {
            return errors.get();
        }

        /** Asks until it is not 503. */
        private Said ask(Supplier<Said> question) {
            Said said = once(question);
            for (int again = 0; said.status() == UNAVAILABLE && again < MOST_AGAIN; again++) {
                retried.incrementAndGet();
                LockSupport.parkNanos(PAUSE_NANOS);
                said = once(question);
            }
            return said;
        }

        private Said once(Supplier<Said> question) {
            LockSupport.parkNanos(CARD_NANOS);
            sent.incrementAndGet();
            return question.get();
        }
    }

    static Shared shared(GatewayPart gateway, Store store, int most) {
        Templates templates = new Templates(store);
        List<UUID> ids = TEMPLATES.stream()
                .map(name -> templates.newest(name).orElseThrow().id())
                .toList();
        return new Shared(gateway.as(GatewayPart.MAKER), gateway.as(GatewayPart.APPROVER), ids, most);
    }

    /** Walks it: now and then it asks twice, gives up, or leaves off. */
    End walk() {
        UUID template = shared.templates.get(random.nextInt(shared.templates.size()));
        String request = expect(
                        201,
                        () -> shared.maker.post(
                                "/requests",
                                "{\"profiletemplateuuid\":\"" + template
                                        + "\",\"datacollection\":[],\"type\":\"Enroll\"}"))
                .id();
        UUID id = UUID.fromString(request);
        expect(200, () -> shared.approver.put("/requests/" + request, status("Approved")));
        if (random.nextInt(20) == 0) {
            return new End(id, Outcome.OPEN, pins);
        }
        String card = Challenge.random(16).hex();
        String smartcard = expect(
                        201,
                        () -> shared.maker.post(
                                "/smartcards", "{\"requestid\":\"" + request + "\",\"cardid\":\"" + card + "\"}"))
                .id();
        write("/requests/" + request + "/smartcards/" + smartcard + "/", "?cardid=" + card);
        return end(id, request);
    }

    private void write(String path, String card) {
        expect(200, () -> shared.maker.get(path + "diversifiedkey" + card));
        answer(path, card, false);
        pin(path, card);
        if (random.nextInt(4) == 0) {
            pin(path, card);
        }
        answer(path, card, true);
    }

    private void answer(String path, String card, boolean diversified) {
        String query = card + "&diversified=" + diversified + "&challenge=" + HttpCards.challenge();
        expect(200, () -> shared.maker.get(path + "authenticationresponse" + query));
    }

    /** 204 where the user is to choose it. */
    private void pin(String path, String card) {
        Said said = shared.ask(() -> shared.maker.get(path + "serverproposedpin" + card));
        if (said.status() == 200) {
            pins.add(said.text());
        } else if (said.status() != 204) {
            shared.errors.incrementAndGet();
        }
    }

    private End end(UUID id, String request) {
        boolean gives = random.nextInt(10) == 0;
        expect(200, () -> shared.maker.put("/requests/" + request, status(gives ? "Abandoned" : "Completed")));
        return new End(id, gives ? Outcome.ABANDONED : Outcome.COMPLETED, pins);
    }

    private static String status(String status) {
        return "{\"status\":\"" + status + "\"}";
    }

    private Said expect(int status, Supplier<Said> question) {
        Said said = shared.ask(question);
        if (said.status() != status) {
            shared.errors.incrementAndGet();
        }
        return said;
    }
}
