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

/** HTTP clients of all scenarios, with shared counters; a request answered 503 is retried after 0.5 s. Thread-safe. */
final class HttpScenarioClients {
    private static final int UNAVAILABLE = 503;
    private static final int MAX_RETRIES = 20;
    private static final long PAUSE_NANOS = 500_000_000;
    /** The time that a card takes between two requests. */
    private static final long CARD_NANOS = 250_000_000;

    private static final List<String> TEMPLATES = List.of("gids-letter", "user-pin");

    private final HttpApiClient requester;
    private final HttpApiClient approver;
    private final List<UUID> templates;
    private final int maxRequests;
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger retried = new AtomicInteger();
    private final AtomicInteger errors = new AtomicInteger();
    private final AtomicInteger scenarios = new AtomicInteger();

    private HttpScenarioClients(
            HttpApiClient requester, HttpApiClient approver, List<UUID> templates, int maxRequests) {
        this.requester = requester;
        this.approver = approver;
        this.templates = templates;
        this.maxRequests = maxRequests;
    }

    /** Logs in at this gateway; the budget is {@code maxRequests}. */
    static HttpScenarioClients login(GatewayProcess gateway, Database database, int maxRequests) {
        ProfileTemplateRepository templates = new ProfileTemplateRepository(database);
        List<UUID> ids = TEMPLATES.stream()
                .map(name -> templates.findNewest(name).orElseThrow().id())
                .toList();
        return new HttpScenarioClients(
                gateway.login(GatewayProcess.REQUESTER), gateway.login(GatewayProcess.APPROVER), ids, maxRequests);
    }

    HttpApiClient requester() {
        return requester;
    }

    HttpApiClient approver() {
        return approver;
    }

    /** Returns a random source for the next scenario, seeded by its number. */
    Random newRandom() {
        return new Random(scenarios.incrementAndGet());
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

    /** Retries while the response is 503; counts an error if the status is not expected. */
    HttpResult requestWithRetry(List<Integer> expected, Supplier<HttpResult> call) {
        HttpResult result = send(call);
        for (int again = 0; result.status() == UNAVAILABLE && again < MAX_RETRIES; again++) {
            retried.incrementAndGet();
            LockSupport.parkNanos(PAUSE_NANOS);
            result = send(call);
        }
        if (!expected.contains(result.status())) {
            errors.incrementAndGet();
        }
        return result;
    }

    private HttpResult send(Supplier<HttpResult> call) {
        LockSupport.parkNanos(CARD_NANOS);
        sent.incrementAndGet();
        return call.get();
    }
}
