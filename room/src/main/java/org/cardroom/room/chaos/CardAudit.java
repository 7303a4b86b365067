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
import org.cardroom.db.Store;
import org.cardroom.db.issuing.Batches;
import org.cardroom.db.issuing.Card;
import org.cardroom.db.issuing.Cards;
import org.cardroom.db.issuing.RequestStatus;
import org.cardroom.db.stream.Audit;
import org.cardroom.events.card.CardId;
import org.cardroom.events.message.AuditHead;
import org.cardroom.events.message.Outcome;
import org.cardroom.events.message.Rejection;
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

    private final Store store;
    private final Witness witness;
    private final Pile pile;
    private final Heard topics;
    private final Verdict verdict;
    private final Set<CardId> seen = ConcurrentHashMap.newKeySet();

    CardAudit(Store store, Witness witness, Pile pile, Heard topics, Verdict verdict) {
        this.store = store;
        this.witness = witness;
        this.pile = pile;
        this.topics = topics;
        this.verdict = verdict;
    }

    /** All cards of the batch. */
    void all(UUID batch) {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            Batches batches = new Batches(store);
            List<Batches.Result> page = batches.results(batch, 0, PAGE);
            while (!page.isEmpty()) {
                List<Future<?>> futures = page.stream()
                        .<Future<?>>map(result -> threads.submit(() -> one(result)))
                        .toList();
                for (Future<?> future : futures) {
                    await(future);
                }
                page = batches.results(batch, page.get(page.size() - 1).line(), PAGE);
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

    private void one(Batches.Result result) {
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
        Optional<Card> found = new Cards(store).find(piece.get().id);
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
        outcome(row, Outcome.CardIssued.class);
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
        outcome(row, Outcome.CardFailed.class);
        boolean keyless = card.hasLostItsKey();
        boolean explained = keyless
                ? reason.equals(Rejection.NOT_UNDERSTOOD.words()) || reason.equals(Rejection.TRIES_SPENT.words())
                : reason.equals(Rejection.TRIES_SPENT.words()) && piece.hits >= HITS_OF_SPENT;
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
    private void outcome(Card row, Class<? extends Outcome> kind) {
        List<Outcome> outcomes = topics.outcomesOf(row.request());
        if (outcomes.size() != 1 || !kind.isInstance(outcomes.get(0))) {
            verdict.lost("card " + row.cardId() + ": its outcomes are " + outcomes);
            return;
        }
        AuditHead head = outcomes.get(0) instanceof Outcome.CardIssued issued
                ? issued.audit()
                : ((Outcome.CardFailed) outcomes.get(0)).audit();
        if (!new Audit(store, head.writer(), Clock.systemUTC()).holds(head)) {
            verdict.odd(
                    "card " + row.cardId() + ": the audit of " + head.writer() + " never stood where its outcome says");
        }
    }
}
