package org.cardroom.room.demo;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cardroom.db.Database;
import org.cardroom.db.issuing.BatchRepository;
import org.cardroom.domain.card.Card;
import org.cardroom.db.issuing.CardRepository;
import org.cardroom.domain.request.RequestStatus;
import org.cardroom.events.card.CardId;
import org.cardroom.events.channel.HpkeKeyPair;
import org.cardroom.lab.cards.VirtualCard;
import org.cardroom.lab.cards.VirtualReader;
import org.cardroom.processor.keys.ProcessorKeyring;
import org.cardroom.room.proof.Finding;
import org.cardroom.room.proof.Witness;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Proves a batch's issued cards on the cards: the kept PIN verifies, the key of the database's version is accepted, and
 * the initial key is refused.
 */
final class Proof {
    private static final Logger LOG = LoggerFactory.getLogger(Proof.class);
    private static final int PAGE = 1000;

    private final Database database;
    private final Witness witness;
    private final Stock stock;

    Proof(Database database, ProcessorKeyring keys, HpkeKeyPair letterPrinters, Stock stock) {
        this.database = database;
        this.witness = new Witness(database, keys, letterPrinters);
        this.stock = stock;
    }

    /**
     * What was proven.
     *
     * @param duplicates cards whose key was written twice, or whose PIN more often than they were put in
     */
    record Proven(int verified, int duplicates) {
        Proven plus(Proven other) {
            return new Proven(verified + other.verified, duplicates + other.duplicates);
        }
    }

    /** Proves them all, as many at a time as there are readers. */
    Proven of(UUID batch, int readers, Duration perApdu) {
        ExecutorService hands = Executors.newFixedThreadPool(readers);
        try {
            Proven proven = new Proven(0, 0);
            int after = 0;
            List<BatchRepository.LineResult> page = new BatchRepository(database).findResults(batch, after, PAGE);
            while (!page.isEmpty()) {
                List<Future<Proven>> futures = page.stream()
                        .filter(result -> result.status() == RequestStatus.COMPLETED)
                        .map(result -> hands.submit(() -> prove(result, perApdu)))
                        .toList();
                for (Future<Proven> future : futures) {
                    proven = proven.plus(future.get());
                }
                after = page.get(page.size() - 1).line();
                page = new BatchRepository(database).findResults(batch, after, PAGE);
            }
            return proven;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Proven(0, 0);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a proof ended by an exception", e.getCause());
        } finally {
            hands.shutdownNow();
        }
    }

    private Proven prove(BatchRepository.LineResult result, Duration perApdu) {
        Card row = new CardRepository(database)
                .find(new CardId(String.valueOf(result.cardId())))
                .orElseThrow();
        VirtualCard card;
        synchronized (stock) {
            card = stock.card(row.cardId().hex());
        }
        boolean doubled = card.keyWrites() > 1 || card.pinWrites() > result.attempts();
        VirtualReader reader = new VirtualReader("proof", perApdu);
        reader.insert(card);
        boolean verified = witness.examine(reader, row) == Finding.HOLDS;
        if (!verified) {
            LOG.warn("card {} could not be proven", row.cardId());
        }
        return new Proven(verified ? 1 : 0, doubled ? 1 : 0);
    }
}
