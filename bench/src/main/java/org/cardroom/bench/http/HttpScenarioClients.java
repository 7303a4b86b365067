package org.cardroom.bench.http;

import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.cardroom.db.Database;
import org.cardroom.db.issuing.ProfileTemplateRepository;
import org.cardroom.demo.local.HttpApiClient;
import org.cardroom.demo.local.HttpApiClient.HttpResult;

/** Who walks cards through the HTTP API, and how they fared; what gets 503 is asked again after half a second. Thread-safe. */
final class HttpScenarioClients {
    private static final int UNAVAILABLE = 503;
    private static final int MOST_AGAIN = 20;
    private static final long PAUSE_NANOS = 500_000_000;
    /** What a card takes between two requests about it. */
    private static final long CARD_NANOS = 250_000_000;

    private static final List<String> TEMPLATES = List.of("gids-letter", "user-pin");

    private final HttpApiClient requester;
    private final HttpApiClient approver;
    private final List<UUID> templates;
    private final int maxRequests;
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger retried = new AtomicInteger();
    private final AtomicInteger errors = new AtomicInteger();
    private final AtomicInteger walks = new AtomicInteger();

    private HttpScenarioClients(HttpApiClient maker, HttpApiClient approver, List<UUID> templates, int most) {
        this.requester = maker;
        this.approver = approver;
        this.templates = templates;
        this.maxRequests = most;
    }

    /** Those of this gateway, until they have sent so many requests. */
    static HttpScenarioClients login(GatewayProcess gateway, Database database, int most) {
        ProfileTemplateRepository templates = new ProfileTemplateRepository(database);
        List<UUID> ids = TEMPLATES.stream()
                .map(name -> templates.findNewest(name).orElseThrow().id())
                .toList();
        return new HttpScenarioClients(
                gateway.login(GatewayProcess.REQUESTER), gateway.login(GatewayProcess.APPROVER), ids, most);
    }

    HttpApiClient requester() {
        return requester;
    }

    HttpApiClient approver() {
        return approver;
    }

    /** What the next walk draws from. */
    Random newRandom() {
        return new Random(walks.incrementAndGet());
    }

    UUID template(Random random) {
        return templates.get(random.nextInt(templates.size()));
    }

    boolean hasBudget() {
        return sent.get() < maxRequests;
    }

    int requestCount() {
        return sent.get();
    }

    int retryCount() {
        return retried.get();
    }

    int errorCount() {
        return errors.get();
    }

    /** Asks until it is not 503, and counts any status that is none of these. */
    HttpResult requestWithRetry(List<Integer> expected, Supplier<HttpResult> question) {
        HttpResult result = once(question);
        for (int again = 0; result.status() == UNAVAILABLE && again < MOST_AGAIN; again++) {
            retried.incrementAndGet();
            LockSupport.parkNanos(PAUSE_NANOS);
            result = once(question);
        }
        if (!expected.contains(result.status())) {
            errors.incrementAndGet();
        }
        return result;
    }

    private HttpResult once(Supplier<HttpResult> question) {
        LockSupport.parkNanos(CARD_NANOS);
        sent.incrementAndGet();
        return question.get();
    }
}
