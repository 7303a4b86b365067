package org.cardroom.room.bench.load;

import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.cardroom.db.Database;
import org.cardroom.db.issuing.ProfileTemplateRepository;
import org.cardroom.room.hall.Api;
import org.cardroom.room.hall.Api.Said;

/** Who walks cards through the HTTP API, and how they fared; what gets 503 is asked again after half a second. Thread-safe. */
final class Clients {
    private static final int UNAVAILABLE = 503;
    private static final int MOST_AGAIN = 20;
    private static final long PAUSE_NANOS = 500_000_000;
    /** What a card takes between two requests about it. */
    private static final long CARD_NANOS = 250_000_000;

    private static final List<String> TEMPLATES = List.of("gids-letter", "user-pin");

    private final Api maker;
    private final Api approver;
    private final List<UUID> templates;
    private final int most;
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger retried = new AtomicInteger();
    private final AtomicInteger errors = new AtomicInteger();
    private final AtomicInteger walks = new AtomicInteger();

    private Clients(Api maker, Api approver, List<UUID> templates, int most) {
        this.maker = maker;
        this.approver = approver;
        this.templates = templates;
        this.most = most;
    }

    /** Those of this gateway, until they have sent so many requests. */
    static Clients of(GatewayPart gateway, Database database, int most) {
        ProfileTemplateRepository templates = new ProfileTemplateRepository(database);
        List<UUID> ids = TEMPLATES.stream()
                .map(name -> templates.findNewest(name).orElseThrow().id())
                .toList();
        return new Clients(gateway.as(GatewayPart.MAKER), gateway.as(GatewayPart.APPROVER), ids, most);
    }

    Api maker() {
        return maker;
    }

    Api approver() {
        return approver;
    }

    /** What the next walk draws from. */
    Random draw() {
        return new Random(walks.incrementAndGet());
    }

    UUID template(Random random) {
        return templates.get(random.nextInt(templates.size()));
    }

    boolean goOn() {
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

    /** Asks until it is not 503, and counts any status that is none of these. */
    Said ask(List<Integer> expected, Supplier<Said> question) {
        Said said = once(question);
        for (int again = 0; said.status() == UNAVAILABLE && again < MOST_AGAIN; again++) {
            retried.incrementAndGet();
            LockSupport.parkNanos(PAUSE_NANOS);
            said = once(question);
        }
        if (!expected.contains(said.status())) {
            errors.incrementAndGet();
        }
        return said;
    }

    private Said once(Supplier<Said> question) {
        LockSupport.parkNanos(CARD_NANOS);
        sent.incrementAndGet();
        return question.get();
    }
}
