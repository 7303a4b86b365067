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

/** Compares every card with its row, its letter and its outcome; every request has to be at an end that is explained. */
public final class CardConsistencyCheck {
    private static final int PAGE = 1_000;
    private static final int THREADS = 4;
    /** One answer without a result, for whatever reason, does not spend a card's tries. */
    private static final int HITS_OF_SPENT = 2;

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

    /** All cards of the batch. */
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
            findings.addLost("a card could not be looked at: " + e.getCause());
        }
    }

    private void checkCard(BatchRepository.LineResult result) {
        String name = result.cardId();
        Optional<TrackedCard> piece = name == null ? Optional.empty() : queue.find(new CardId(name));
        RequestStatus status = result.status();
        boolean ended = status == RequestStatus.COMPLETED || status == RequestStatus.FAILED;
        if (piece.isEmpty() || !ended) {
            findings.addLost(
                    "line " + result.line() + " is " + status + ", with card " + name + "; the last that was said: "
                            + piece.map(p -> p.lastReason).orElse("nothing"));
            return;
        }
        VirtualCard card = VirtualCard.load(piece.get().file);
        Optional<Card> found = new CardRepository(database).find(piece.get().id);
        if (!seen.add(piece.get().id)) {
            findings.addLost(card + " has another request that ended: line " + result.line());
            return;
        }
        if (found.isEmpty()) {
            findings.addLost(card + " has no row, though its request is " + status);
            return;
        }
        Card row = found.get();
        checkWriteCounts(card, piece.get());
        if (status == RequestStatus.COMPLETED) {
            checkIssued(card, row, piece.get());
        } else {
            checkFailed(card, row, piece.get(), String.valueOf(result.reason()));
        }
    }

    private void checkWriteCounts(VirtualCard card, TrackedCard trackedCard) {
        int most = Math.max(card.keyWrites(), card.pinWrites());
        if (most > trackedCard.insertions) {
            findings.addDuplicate(
                    card + ": put in " + trackedCard.insertions + " times, its key was written " + card.keyWrites()
                            + " times, its PIN " + card.pinWrites(),
                    most - trackedCard.insertions);
        }
    }

    private void checkIssued(VirtualCard card, Card row, TrackedCard trackedCard) {
        checkOutcome(row, IssuanceEvent.CardIssued.class);
        VirtualReader reader = new VirtualReader("audit", Duration.ZERO);
        reader.insert(card);
        VerificationResult finding = verifier.verify(reader, row);
        if (finding != VerificationResult.VERIFIED) {
            findings.addLost(card + ": " + finding);
        }
        if (trackedCard.hitCount == 0 && trackedCard.insertions == 1 && card.keyWrites() != 1) {
            findings.addAnomaly(card + ": nothing hit it, and its key was written " + card.keyWrites() + " times");
        }
        checkNotLocked(card);
    }

    private void checkNotLocked(VirtualCard card) {
        if (card.isLocked() || card.isPinBlocked()) {
            findings.addLocked(card + (card.isLocked() ? " for good" : ": its PIN"));
        }
    }

    /** A card fails only if a fault hit it, and took its key or left too many answers without a result. */
    private void checkFailed(VirtualCard card, Card row, TrackedCard trackedCard, String reason) {
        findings.countFailure(reason);
        checkOutcome(row, IssuanceEvent.CardFailed.class);
        boolean keyless = card.hasLostKey();
        boolean explained = keyless
                ? reason.equals(RejectionReason.NOT_UNDERSTOOD.description())
                        || reason.equals(RejectionReason.TRIES_SPENT.description())
                : reason.equals(RejectionReason.TRIES_SPENT.description()) && trackedCard.hitCount >= HITS_OF_SPENT;
        if (!explained) {
            findings.addLost(card + " failed without need: " + reason + "; hit " + trackedCard.hitCount + " times");
        }
        checkNotLocked(card);
        if (!keyless && !takesAKeyOf(row, trackedCard)) {
            findings.addLost(card + " failed, and takes neither the confirmed nor the proposed key of its row");
        }
    }

    /** Each key is tried on a copy of the card: a wrong one must not cost the card a try. */
    private boolean takesAKeyOf(Card row, TrackedCard trackedCard) {
        return Stream.of(row.keys().confirmed(), row.keys().proposed())
                .filter(Objects::nonNull)
                .anyMatch(key -> {
                    VirtualReader reader = new VirtualReader("audit", Duration.ZERO);
                    reader.insert(copy(trackedCard.file));
                    return verifier.acceptsKey(reader, row, key);
                });
    }

    private static VirtualCard copy(Path card) {
        try {
            Path copy = card.resolveSibling(card.getFileName() + ".copy");
            return VirtualCard.load(Files.copy(card, copy, StandardCopyOption.REPLACE_EXISTING));
        } catch (IOException e) {
            throw new UncheckedIOException("a card cannot be copied", e);
        }
    }

    /** One, of this kind, and it points into the audit of its writer. */
    private void checkOutcome(Card row, Class<? extends IssuanceEvent> kind) {
        List<IssuanceEvent> outcomes = observations.outcomesOf(row.request());
        if (outcomes.size() != 1 || !kind.isInstance(outcomes.get(0))) {
            findings.addLost("card " + row.cardId() + ": its outcomes are " + outcomes);
            return;
        }
        AuditChainHead head = outcomes.get(0) instanceof IssuanceEvent.CardIssued issued
                ? issued.audit()
                : ((IssuanceEvent.CardFailed) outcomes.get(0)).audit();
        if (!new AuditChain(database, head.writer(), Clock.systemUTC()).containsHead(head)) {
            findings.addAnomaly(
                    "card " + row.cardId() + ": the audit of " + head.writer() + " never stood where its outcome says");
        }
    }
}
