package org.cardroom.room.proof;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.smartcardio.CardChannel;
import javax.smartcardio.CardException;
import org.cardroom.agent.card.Identification;
import org.cardroom.agent.card.SmartCard;
import org.cardroom.db.Store;
import org.cardroom.db.issuing.Card;
import org.cardroom.db.issuing.KeyRef;
import org.cardroom.db.issuing.Letters;
import org.cardroom.db.issuing.Template;
import org.cardroom.db.issuing.Templates;
import org.cardroom.db.issuing.UserPinOption;
import org.cardroom.events.card.Atr;
import org.cardroom.events.channel.HpkeKeyPair;
import org.cardroom.events.message.Said;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.events.secret.Pin;
import org.cardroom.lab.cards.VirtualReader;
import org.cardroom.processor.keys.LetterKey;
import org.cardroom.processor.keys.RoomKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a card whether it is what its row says: the kept PIN verifies, the key of the database's version is accepted, and
 * the initial key is refused, which costs the card one wrong answer. Thread-safe.
 */
public final class Witness {
    private static final Logger LOG = LoggerFactory.getLogger(Witness.class);

    private final Letters letters;
    private final RoomKeys keys;
    private final HpkeKeyPair letterPrinters;
    private final Map<UUID, Template> templates;

    /** One who knows the templates of this moment, the processors' keys and what the letter printers have. */
    public Witness(Store store, RoomKeys keys, HpkeKeyPair letterPrinters) {
        this.letters = new Letters(store);
        this.keys = keys;
        this.letterPrinters = letterPrinters;
        this.templates = new Templates(store).all();
    }

    /** What the card in this reader shows. */
    public Finding examine(VirtualReader reader, Card row) {
        Template template = templates.get(row.template());
        if (template == null) {
            return Finding.WRONG_KEY;
        }
        return identified(reader, row).map(card -> examine(card, row, template)).orElse(Finding.ANOTHER_CARD);
    }

    /** Whether the card in this reader is the row's, and accepts an answer under this key of it. */
    public boolean accepts(VirtualReader reader, Card row, KeyRef ref) {
        Template template = templates.get(row.template());
        Optional<SmartCard> card = identified(reader, row);
        if (template == null || card.isEmpty()) {
            return false;
        }
        try (AdminKey key = key(row, template, ref)) {
            return answer(card.get(), key) instanceof Said.Accepted;
        }
    }

    private AdminKey key(Card row, Template template, KeyRef ref) {
        return ref.isInitial()
                ? keys.initials().key(template, row.cardId())
                : keys.masters().derive(ref, row.kind(), row.cardId(), template.algorithm());
    }

    private static Optional<SmartCard> identified(VirtualReader reader, Card row) {
        try {
            javax.smartcardio.Card connected = reader.connect("*");
            CardChannel channel = connected.getBasicChannel();
            Identification found = SmartCard.identify(
                    channel::transmit, Atr.of(connected.getATR().getBytes()));
            return found instanceof Identification.Known known
                            && known.card().id().equals(row.cardId())
                    ? Optional.of(known.card())
                    : Optional.empty();
        } catch (CardException e) {
            LOG.warn("card {} left its reader: {}", row.cardId(), e.getMessage());
            return Optional.empty();
        }
    }

    private Finding examine(SmartCard card, Card row, Template template) {
        if (!pinHolds(card, row, template)) {
            return Finding.WRONG_PIN;
        }
        return keysHold(card, row, template) ? Finding.HOLDS : Finding.WRONG_KEY;
    }

    private boolean pinHolds(SmartCard card, Card row, Template template) {
        Optional<Letters.Letter> letter = letters.of(row.cardId()).stream().findFirst();
        if (letter.isEmpty()) {
            return template.userPinOption() != UserPinOption.SERVER_DISTRIBUTED;
        }
        Optional<Pin> kept = LetterKey.open(letterPrinters, letter.get().sealed(), row.request(), row.id());
        return kept.isPresent() && card.verifyPin(kept.get()) instanceof Said.Accepted;
    }

    /** The initial key first: a card that counts wrong answers forgets them at the right one. */
    private boolean keysHold(SmartCard card, Card row, Template template) {
        KeyRef confirmed = row.keys().confirmed();
        try (AdminKey initial = key(row, template, KeyRef.INITIAL)) {
            if (confirmed.isInitial()) {
                return !template.diversify() && answer(card, initial) instanceof Said.Accepted;
            }
            try (AdminKey own = key(row, template, confirmed)) {
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
