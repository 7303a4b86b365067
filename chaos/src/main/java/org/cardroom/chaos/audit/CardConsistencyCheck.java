package org.cardroom.chaos.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.cardroom.chaos.cluster.ChaosCluster;
import org.cardroom.chaos.operator.CardQueue;
import org.cardroom.chaos.operator.TrackedCard;
import org.cardroom.chaos.topics.TopicObservations;
import org.cardroom.db.Database;
import org.cardroom.db.issuing.BatchRepository;
import org.cardroom.db.issuing.CardRepository;
import org.cardroom.db.stream.AuditChain;
import org.cardroom.demo.verify.CardVerifier;
import org.cardroom.demo.verify.VerificationResult;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.events.card.CardId;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.events.outcome.AuditChainHead;
import org.cardroom.events.outcome.IssuanceEvent;
import org.cardroom.testkit.card.VirtualCard;
import org.cardroom.testkit.reader.VirtualReader;

/** Compares every card with its row, letter and outcome, and checks that every request ended for an explained reason. */
public final class CardConsistencyCheck {
    private static final int PAGE = 1_000;
    private static final int THREADS = 4;
    /** A single unresolved response does not exhaust a card's attempts. */
    private static final int MIN_HITS_IF_SPENT = 2;

    private final Database database;
    private final CardVerifier verifier;
    private final CardQueue queue;
    private final TopicObservations observations;
    private final AuditFindings findings;
    private final Set<CardId> seen = ConcurrentHashMap.newKeySet();

    public CardConsistencyCheck(
            Database database,
            CardVerifier verifier,
            CardQueue queue,
            TopicObservations observations,
            AuditFindings findings) {
        this.database = database;
        this.verifier = verifier;
        this.queue = queue;
        this.observations = observations;
        this.findings = findings;
    }

    /** Checks all cards of the batch. */
    public void checkBatch(UUID batch) {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            BatchRepository batches = new BatchRepository(database);
            List<BatchRepository.LineResult> page = batches.findResults(batch, 0, PAGE);
            while (!page.isEmpty()) {
                List<Future<?>> futures = page.stream()
                        .<Future<?>>map(result -> threads.submit(() -> checkCard(result)))
                        .toList();
                for (Future<?> future : futures) {
                    await(future);
                }
                page = batches.findResults(batch, page.get(page.size() - 1).line(), PAGE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            findings.addAnomaly("the audit was interrupted");
        } finally {
            threads.shutdownNow();
        }
    }

    private void await(Future<?> future) throws InterruptedException {
        try {
            future.get();
        } catch (ExecutionException e) {
            findings.addLost("a card could not be checked: " + e.getCause());
        }
    }

    private void checkCard(BatchRepository.LineResult result) {
        String name = result.cardId();
        Optional<TrackedCard> tracked = name == null ? Optional.empty() : queue.find(new CardId(name));
        RequestStatus status = result.status();
        boolean ended = status == RequestStatus.COMPLETED || status == RequestStatus.FAILED;
        if (tracked.isEmpty() || !ended) {
            findings.addLost("line " + result.line() + " is " + status + ", with card " + name + "; last reason shown: "
                    + tracked.map(card -> card.lastReason).orElse("none"));
            return;
        }
        VirtualCard card = VirtualCard.load(tracked.get().file);
        Optional<Card> found = new CardRepository(database).find(tracked.get().id);
        if (!seen.add(tracked.get().id)) {
            findings.addLost(card + " has another request that ended: line " + result.line());
            return;
        }
        if (found.isEmpty()) {
            findings.addLost(card + " has no row, though its request is " + status);
            return;
        }
        Card row = found.get();
        checkWriteCounts(card, tracked.get());
        if (status == RequestStatus.COMPLETED) {
            checkIssued(card, row, tracked.get());
        } else {
            checkFailed(card, row, tracked.get(), String.valueOf(result.reason()));
        }
    }

    /** Checks the audit chain of each processor. */
    public static void checkAuditChains(Database database, AuditFindings findings) {
        for (String writer : ChaosCluster.PROCESSORS) {
            new AuditChain(database, writer, Clock.systemUTC())
                    .findFirstBroken()
                    .ifPresent(number -> findings.addAnomaly("the audit of " + writer + " is broken at " + number));
        }
    }

    private void checkWriteCounts(VirtualCard card, TrackedCard tracked) {
        int writes = Math.max(card.keyWrites(), card.pinWrites());
        if (writes > tracked.insertions) {
            findings.addDuplicate(
                    card + ": inserted " + tracked.insertions + " times, key written " + card.keyWrites()
                            + " times, PIN written " + card.pinWrites() + " times",
                    writes - tracked.insertions);
        }
    }

    private void checkIssued(VirtualCard card, Card row, TrackedCard tracked) {
        checkOutcome(row, IssuanceEvent.CardIssued.class);
        VirtualReader reader = new VirtualReader("audit", Duration.ZERO);
        reader.insert(card);
        VerificationResult finding = verifier.verify(reader, row);
        if (finding != VerificationResult.VERIFIED) {
            findings.addLost(card + ": " + finding);
        }
        if (tracked.hitCount == 0 && tracked.insertions == 1 && card.keyWrites() != 1) {
            findings.addAnomaly(card + ": no fault hit it, but its key was written " + card.keyWrites() + " times");
        }
        checkNotLocked(card);
    }

    private void checkNotLocked(VirtualCard card) {
        if (card.isLocked() || card.isPinBlocked()) {
            findings.addLocked(card + (card.isLocked() ? " for good" : ": its PIN"));
        }
    }

    /** A card may fail only if a fault lost its key or left too many responses unresolved. */
    private void checkFailed(VirtualCard card, Card row, TrackedCard tracked, String reason) {
        findings.countFailure(reason);
        checkOutcome(row, IssuanceEvent.CardFailed.class);
        boolean keyless = card.hasLostKey();
        boolean spent = reason.equals(RejectionReason.TRIES_SPENT.description());
        boolean explained = keyless
                ? spent || reason.equals(RejectionReason.NOT_UNDERSTOOD.description())
                : spent && tracked.hitCount >= MIN_HITS_IF_SPENT;
        if (!explained) {
            findings.addLost(card + " failed without cause: " + reason + "; hit " + tracked.hitCount + " times");
        }
        checkNotLocked(card);
        if (!keyless && !acceptsAKeyOf(row, tracked)) {
            findings.addLost(card + " failed and accepts neither the confirmed nor the proposed key of its row");
        }
    }

    /** Tries each key on a copy of the card, so that a wrong one does not reduce its retry counter. */
    private boolean acceptsAKeyOf(Card row, TrackedCard tracked) {
        return Stream.of(row.keys().confirmed(), row.keys().proposed())
                .filter(Objects::nonNull)
                .anyMatch(key -> {
                    VirtualReader reader = new VirtualReader("audit", Duration.ZERO);
                    reader.insert(copy(tracked.file));
                    return verifier.acceptsKey(reader, row, key);
                });
    }

    private static VirtualCard copy(Path card) {
        try {
            Path copy = card.resolveSibling(card.getFileName() + ".copy");
            return VirtualCard.load(Files.copy(card, copy, StandardCopyOption.REPLACE_EXISTING));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy the card file", e);
        }
    }

    /** Requires exactly one outcome, of this type, whose audit head is in the audit of its writer. */
    private void checkOutcome(Card row, Class<? extends IssuanceEvent> kind) {
        List<IssuanceEvent> outcomes = observations.outcomesOf(row.request());
        if (outcomes.size() != 1 || !kind.isInstance(outcomes.get(0))) {
            findings.addLost("card " + row.cardId() + ": its outcomes are " + outcomes);
            return;
        }
        AuditChainHead head = Objects.requireNonNull(outcomes.get(0).audit());
        if (!new AuditChain(database, head.writer(), Clock.systemUTC()).containsHead(head)) {
            findings.addAnomaly(
                    "card " + row.cardId() + ": the audit of " + head.writer() + " lacks the head of its outcome");
        }
    }
}
