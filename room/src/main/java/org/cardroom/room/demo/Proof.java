package org.cardroom.room.demo;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.smartcardio.CardChannel;
import javax.smartcardio.CardException;
import org.cardroom.agent.card.Identification;
import org.cardroom.agent.card.SmartCard;
import org.cardroom.db.Store;
import org.cardroom.db.issuing.Batches;
import org.cardroom.db.issuing.Card;
import org.cardroom.db.issuing.Cards;
import org.cardroom.db.issuing.KeyRef;
import org.cardroom.db.issuing.Letters;
import org.cardroom.db.issuing.RequestStatus;
import org.cardroom.db.issuing.Template;
import org.cardroom.db.issuing.Templates;
import org.cardroom.db.issuing.UserPinOption;
import org.cardroom.events.card.Atr;
import org.cardroom.events.card.CardId;
import org.cardroom.events.channel.HpkeKeyPair;
import org.cardroom.events.message.Said;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.events.secret.Pin;
import org.cardroom.lab.cards.VirtualCard;
import org.cardroom.lab.cards.VirtualReader;
import org.cardroom.processor.keys.LetterKey;
import org.cardroom.processor.keys.RoomKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Proves a batch's issued cards on the cards: the kept PIN verifies, the key of the database's version is accepted, and
 * the initial key is refused.
 */
final class Proof {
    private static final Logger LOG = LoggerFactory.getLogger(Proof.class);
    private static final int PAGE = 1000;

    private final Store store;
    private final RoomKeys keys;
    private final HpkeKeyPair letterPrinters;
    private final Stock stock;
    private final Map<UUID, Template> templates;

    Proof(Store store, RoomKeys keys, HpkeKeyPair letterPrinters, Stock stock) {
        this.store = store;
        this.keys = keys;
        this.letterPrinters = letterPrinters;
        this.stock = stock;
        this.templates = new Templates(store).all();
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
            List<Batches.Result> page = new Batches(store).results(batch, after, PAGE);
            while (!page.isEmpty()) {
                List<Future<Proven>> futures = page.stream()
                        .filter(result -> result.status() == RequestStatus.COMPLETED)
                        .map(result -> hands.submit(() -> prove(result, perApdu)))
                        .toList();
                for (Future<Proven> future : futures) {
                    proven = proven.plus(future.get());
                }
                after = page.get(page.size() - 1).line();
                page = new Batches(store).results(batch, after, PAGE);
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

    private Proven prove(Batches.Result result, Duration perApdu) {
        Card row = new Cards(store)
                .find(new CardId(String.valueOf(result.cardId())))
                .orElseThrow();
        VirtualCard card;
        synchronized (stock) {
            card = stock.card(row.cardId().hex());
        }
        boolean doubled = card.keyWrites() > 1 || card.pinWrites() > result.attempts();
        VirtualReader reader = new VirtualReader("proof", perApdu);
        reader.insert(card);
        boolean verified = holds(reader, row);
        if (!verified) {
            LOG.warn("card {} could not be proven", row.cardId());
        }
        return new Proven(verified ? 1 : 0, doubled ? 1 : 0);
    }

    /** Whether the card in this reader is what its row says. */
    boolean holds(VirtualReader reader, Card row) {
        Template template = templates.get(row.template());
        if (template == null) {
            return false;
        }
        try {
            javax.smartcardio.Card connected = reader.connect("*");
            CardChannel channel = connected.getBasicChannel();
            Identification found = SmartCard.identify(
                    channel::transmit, Atr.of(connected.getATR().getBytes()));
            return found instanceof Identification.Known known
                    && known.card().id().equals(row.cardId())
                    && pinHolds(known.card(), row, template)
                    && keysHold(known.card(), row, template);
        } catch (CardException e) {
            LOG.warn("card {} left its reader: {}", row.cardId(), e.getMessage());
            return false;
        }
    }

    private boolean pinHolds(SmartCard card, Card row, Template template) {
        Optional<Letters.Letter> letter =
                new Letters(store).of(row.cardId()).stream().findFirst();
        if (letter.isEmpty()) {
            return template.userPinOption() != UserPinOption.SERVER_DISTRIBUTED;
        }
        Optional<Pin> kept = LetterKey.open(letterPrinters, letter.get().sealed(), row.request(), row.id());
        return kept.isPresent() && card.verifyPin(kept.get()) instanceof Said.Accepted;
    }

    /** The initial key first: a card that counts wrong answers forgets them at the right one. */
    private boolean keysHold(SmartCard card, Card row, Template template) {
        KeyRef confirmed = row.keys().confirmed();
        try (AdminKey initial = keys.initials().key(template, row.cardId())) {
            if (confirmed.equals(KeyRef.INITIAL)) {
                return !template.diversify() && answer(card, initial) instanceof Said.Accepted;
            }
            try (AdminKey own = keys.masters().derive(confirmed, row.kind(), row.cardId(), template.algorithm())) {
                return answer(card, initial) instanceof Said.Refused && answer(card, own) instanceof Said.Accepted;
            }
        }
    }

    private static Said answer(SmartCard card, AdminKey key) {
        SmartCard.Drawn drawn = card.challenge();
        return drawn instanceof SmartCard.Drawn.Fresh fresh
                ? card.authenticate(key.answer(fresh.challenge()))
                : ((SmartCard.Drawn.None) drawn).said();
    }
}
