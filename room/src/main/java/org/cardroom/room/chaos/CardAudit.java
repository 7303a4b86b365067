package org.cardroom.room.chaos;

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
import org.cardroom.db.Database;
import org.cardroom.db.issuing.BatchRepository;
import org.cardroom.domain.card.Card;
import org.cardroom.db.issuing.CardRepository;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.db.stream.AuditChain;
import org.cardroom.events.card.CardId;
import org.cardroom.events.outcome.AuditChainHead;
import org.cardroom.events.outcome.IssuanceEvent;
import org.cardroom.events.message.RejectionReason;
import org.cardroom.lab.cards.VirtualCard;
import org.cardroom.lab.cards.VirtualReader;
import org.cardroom.room.proof.Finding;
import org.cardroom.room.proof.Witness;

/** Compares every card with its row, its letter and its outcome; every request has to be at an end that is explained. */
final class CardAudit {
    private static final int PAGE = 1_000;
    private static final int THREADS = 4;
    /** One answer without a result, for whatever reason, does not spend a card's tries. */
    private static final int HITS_OF_SPENT = 2;

    private final Database database;
    private final Witness witness;
    private final Pile pile;
    private final Heard topics;
    private final Verdict verdict;
    private final Set<CardId> seen = ConcurrentHashMap.newKeySet();

    CardAudit(Database database, Witness witness, Pile pile, Heard topics, Verdict verdict) {
        this.database = database;
        this.witness = witness;
        this.pile = pile;
        this.topics = topics;
        this.verdict = verdict;
    }

    /** All cards of the batch. */
    void all(UUID batch) {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            BatchRepository batches = new BatchRepository(database);
            List<BatchRepository.LineResult> page = batches.findResults(batch, 0, PAGE);
            while (!page.isEmpty()) {
                List<Future<?>> futures = page.stream()
                        .<Future<?>>map(result -> threads.submit(() -> one(result)))
                        .toList();
                for (Future<?> future : futures) {
                    await(future);
                }
                page = batches.findResults(batch, page.get(page.size() - 1).line(), PAGE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            verdict.odd("the audit was interrupted");
        } finally {
            threads.shutdownNow();
        }
    }

    private void await(Future<?> future) throws InterruptedException {
        try {
            future.get();
        } catch (ExecutionException e) {
            verdict.lost("a card could not be looked at: " + e.getCause());
        }
    }

    private void one(BatchRepository.LineResult result) {
        String name = result.cardId();
        Optional<Piece> piece = name == null ? Optional.empty() : pile.find(new CardId(name));
        RequestStatus status = result.status();
        boolean ended = status == RequestStatus.COMPLETED || status == RequestStatus.FAILED;
        if (piece.isEmpty() || !ended) {
            verdict.lost(
                    "line " + result.line() + " is " + status + ", with card " + name + "; the last that was said: "
                            + piece.map(p -> p.lastReason).orElse("nothing"));
            return;
        }
        VirtualCard card = VirtualCard.load(piece.get().file);
        Optional<Card> found = new CardRepository(database).find(piece.get().id);
        if (!seen.add(piece.get().id)) {
            verdict.lost(card + " has another request that ended: line " + result.line());
            return;
        }
        if (found.isEmpty()) {
            verdict.lost(card + " has no row, though its request is " + status);
            return;
        }
        Card row = found.get();
        writes(card, piece.get());
        if (status == RequestStatus.COMPLETED) {
            issued(card, row, piece.get());
        } else {
            failed(card, row, piece.get(), String.valueOf(result.reason()));
        }
    }

    private void writes(VirtualCard card, Piece piece) {
        int most = Math.max(card.keyWrites(), card.pinWrites());
        if (most > piece.insertions) {
            verdict.doubled(
                    card + ": put in " + piece.insertions + " times, its key was written " + card.keyWrites()
                            + " times, its PIN " + card.pinWrites(),
                    most - piece.insertions);
        }
    }

    private void issued(VirtualCard card, Card row, Piece piece) {
        outcome(row, IssuanceEvent.CardIssued.class);
        VirtualReader reader = new VirtualReader("audit", Duration.ZERO);
        reader.insert(card);
        Finding finding = witness.examine(reader, row);
        if (finding != Finding.HOLDS) {
            verdict.lost(card + ": " + finding);
        }
        if (piece.hits == 0 && piece.insertions == 1 && card.keyWrites() != 1) {
            verdict.odd(card + ": nothing hit it, and its key was written " + card.keyWrites() + " times");
        }
        lock(card);
    }

    private void lock(VirtualCard card) {
        if (card.isLocked() || card.isPinBlocked()) {
            verdict.locked(card + (card.isLocked() ? " for good" : ": its PIN"));
        }
    }

    /** A card fails only if a fault hit it, and took its key or left too many answers without a result. */
    private void failed(VirtualCard card, Card row, Piece piece, String reason) {
        verdict.failed(reason);
        outcome(row, IssuanceEvent.CardFailed.class);
        boolean keyless = card.hasLostItsKey();
        boolean explained = keyless
                ? reason.equals(RejectionReason.NOT_UNDERSTOOD.description()) || reason.equals(RejectionReason.TRIES_SPENT.description())
                : reason.equals(RejectionReason.TRIES_SPENT.description()) && piece.hits >= HITS_OF_SPENT;
        if (!explained) {
            verdict.lost(card + " failed without need: " + reason + "; hit " + piece.hits + " times");
        }
        lock(card);
        if (!keyless && !takesAKeyOf(row, piece)) {
            verdict.lost(card + " failed, and takes neither the confirmed nor the proposed key of its row");
        }
    }

    /** Each key is tried on a copy of the card: a wrong one must not cost the card a try. */
    private boolean takesAKeyOf(Card row, Piece piece) {
        return Stream.of(row.keys().confirmed(), row.keys().proposed())
                .filter(Objects::nonNull)
                .anyMatch(key -> {
                    VirtualReader reader = new VirtualReader("audit", Duration.ZERO);
                    reader.insert(copy(piece.file));
                    return witness.accepts(reader, row, key);
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
    private void outcome(Card row, Class<? extends IssuanceEvent> kind) {
        List<IssuanceEvent> outcomes = topics.outcomesOf(row.request());
        if (outcomes.size() != 1 || !kind.isInstance(outcomes.get(0))) {
            verdict.lost("card " + row.cardId() + ": its outcomes are " + outcomes);
            return;
        }
        AuditChainHead head = outcomes.get(0) instanceof IssuanceEvent.CardIssued issued
                ? issued.audit()
                : ((IssuanceEvent.CardFailed) outcomes.get(0)).audit();
        if (!new AuditChain(database, head.writer(), Clock.systemUTC()).containsHead(head)) {
            verdict.odd(
                    "card " + row.cardId() + ": the audit of " + head.writer() + " never stood where its outcome says");
        }
    }
}
