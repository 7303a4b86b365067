package org.cardroom.demo.issuance;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cardroom.db.Database;
import org.cardroom.db.DatabaseRole;
import org.cardroom.db.issuing.BatchRepository;
import org.cardroom.db.issuing.CardRepository;
import org.cardroom.demo.local.LocalSystem;
import org.cardroom.demo.verify.CardVerifier;
import org.cardroom.demo.verify.VerificationResult;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.events.card.CardId;
import org.cardroom.testkit.card.VirtualCard;
import org.cardroom.testkit.card.VirtualCardStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Verifies the issued cards of a batch. */
public final class BatchVerification {
    private static final Logger LOG = LoggerFactory.getLogger(BatchVerification.class);
    private static final int PAGE = 1000;

    private final Database database;
    private final CardVerifier verifier;
    private final VirtualCardStore cardStore;

    public BatchVerification(LocalSystem system, VirtualCardStore cardStore) {
        this.database = system.database(DatabaseRole.PROCESSOR);
        this.verifier = system.cardVerifier();
        this.cardStore = cardStore;
    }

    /** Results of a batch; duplicates: cards with a key written twice, or a PIN more often than they were inserted. */
    public record VerificationCounts(int verified, int duplicates) {
        VerificationCounts plus(VerificationCounts other) {
            return new VerificationCounts(verified + other.verified, duplicates + other.duplicates);
        }
    }

    /** Verifies all cards, as many in parallel as there are readers. */
    public VerificationCounts verify(UUID batch, int readers, Duration perApdu) {
        ExecutorService executor = Executors.newFixedThreadPool(readers);
        try {
            VerificationCounts counts = new VerificationCounts(0, 0);
            int after = 0;
            List<BatchRepository.LineResult> page = new BatchRepository(database).findResults(batch, after, PAGE);
            while (!page.isEmpty()) {
                List<Future<VerificationCounts>> futures = page.stream()
                        .filter(result -> result.status() == RequestStatus.COMPLETED)
                        .map(result -> executor.submit(() -> verifyCard(result, perApdu)))
                        .toList();
                for (Future<VerificationCounts> future : futures) {
                    counts = counts.plus(future.get());
                }
                after = page.get(page.size() - 1).line();
                page = new BatchRepository(database).findResults(batch, after, PAGE);
            }
            return counts;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new VerificationCounts(0, 0);
        } catch (ExecutionException e) {
            throw new IllegalStateException("verification failed", e.getCause());
        } finally {
            executor.shutdownNow();
        }
    }

    private VerificationCounts verifyCard(BatchRepository.LineResult result, Duration perApdu) {
        Card row = new CardRepository(database)
                .find(new CardId(String.valueOf(result.cardId())))
                .orElseThrow();
        VirtualCard card;
        synchronized (cardStore) {
            card = cardStore.load(row.cardId().hex());
        }
        boolean doubled = card.keyWrites() > 1 || card.pinWrites() > result.attempts();
        boolean verified = verifier.verify(card, perApdu, row) == VerificationResult.VERIFIED;
        if (!verified) {
            LOG.warn("card not verified; card={}", row.cardId());
        }
        return new VerificationCounts(verified ? 1 : 0, doubled ? 1 : 0);
    }
}
