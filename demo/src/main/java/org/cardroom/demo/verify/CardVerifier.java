package org.cardroom.demo.verify;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.smartcardio.CardChannel;
import javax.smartcardio.CardException;
import org.cardroom.agent.card.CardIdentification;
import org.cardroom.agent.card.SmartCard;
import org.cardroom.db.Database;
import org.cardroom.db.issuing.PinLetterRepository;
import org.cardroom.db.issuing.ProfileTemplateRepository;
import org.cardroom.domain.card.AdminKeyRef;
import org.cardroom.domain.card.Card;
import org.cardroom.domain.template.ProfileTemplate;
import org.cardroom.domain.template.UserPinOption;
import org.cardroom.events.card.Atr;
import org.cardroom.events.channel.HpkeKeyPair;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.events.secret.Pin;
import org.cardroom.processor.keys.PinLetterCipher;
import org.cardroom.processor.keys.ProcessorKeyring;
import org.cardroom.testkit.card.VirtualCard;
import org.cardroom.testkit.reader.VirtualReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies that a card is as its row says: the PIN of its letter verifies, the key of the confirmed version is
 * accepted, and the initial key is refused, which costs the card one wrong answer. Thread-safe.
 */
public final class CardVerifier {
    private static final Logger LOG = LoggerFactory.getLogger(CardVerifier.class);

    private final PinLetterRepository letters;
    private final ProcessorKeyring keys;
    private final HpkeKeyPair letterPrinters;
    private final Map<UUID, ProfileTemplate> templates;

    /** Creates a verifier that knows the templates of this moment. */
    public CardVerifier(Database database, ProcessorKeyring keys, HpkeKeyPair letterPrinters) {
        this.letters = new PinLetterRepository(database);
        this.keys = keys;
        this.letterPrinters = letterPrinters;
        this.templates = new ProfileTemplateRepository(database).findAll();
    }

    /** Inserts the card into a virtual reader and verifies it there. */
    public VerificationResult verify(VirtualCard card, Duration perApdu, Card row) {
        VirtualReader reader = new VirtualReader("verification", perApdu);
        reader.insert(card);
        try {
            return verify(reader, row);
        } finally {
            reader.remove();
        }
    }

    /** Verifies the card in this reader. */
    public VerificationResult verify(VirtualReader reader, Card row) {
        ProfileTemplate template = templates.get(row.template());
        if (template == null) {
            return VerificationResult.WRONG_KEY;
        }
        return identified(reader, row).map(card -> verify(card, row, template)).orElse(VerificationResult.ANOTHER_CARD);
    }

    /** Whether the card in this reader is the row's and accepts an answer under this key. */
    public boolean acceptsKey(VirtualReader reader, Card row, AdminKeyRef ref) {
        ProfileTemplate template = templates.get(row.template());
        Optional<SmartCard> card = identified(reader, row);
        if (template == null || card.isEmpty()) {
            return false;
        }
        try (AdminKey key = key(row, template, ref)) {
            return answer(card.get(), key) instanceof CardResponse.Accepted;
        }
    }

    private AdminKey key(Card row, ProfileTemplate template, AdminKeyRef ref) {
        return ref.isInitial()
                ? keys.initialKeys().keyFor(template, row.cardId())
                : keys.masterKeys().deriveAdminKey(ref, row.kind(), row.cardId(), template.algorithm());
    }

    private static Optional<SmartCard> identified(VirtualReader reader, Card row) {
        try {
            javax.smartcardio.Card connected = reader.connect("*");
            CardChannel channel = connected.getBasicChannel();
            CardIdentification found = SmartCard.identify(
                    channel::transmit, Atr.of(connected.getATR().getBytes()));
            return found instanceof CardIdentification.Supported supported
                            && supported.card().id().equals(row.cardId())
                    ? Optional.of(supported.card())
                    : Optional.empty();
        } catch (CardException e) {
            LOG.warn("card not verified: no answer; card={}: {}", row.cardId(), e.getMessage());
            return Optional.empty();
        }
    }

    private VerificationResult verify(SmartCard card, Card row, ProfileTemplate template) {
        if (!pinHolds(card, row, template)) {
            return VerificationResult.WRONG_PIN;
        }
        return keysHold(card, row, template) ? VerificationResult.VERIFIED : VerificationResult.WRONG_KEY;
    }

    private boolean pinHolds(SmartCard card, Card row, ProfileTemplate template) {
        Optional<PinLetterRepository.SealedPinLetter> letter =
                letters.findByCard(row.cardId()).stream().findFirst();
        if (letter.isEmpty()) {
            return template.userPinOption() != UserPinOption.SERVER_DISTRIBUTED;
        }
        Optional<Pin> kept = PinLetterCipher.open(letterPrinters, letter.get().sealed(), row.request(), row.id());
        return kept.isPresent() && card.verifyPin(kept.get()) instanceof CardResponse.Accepted;
    }

    /** The initial key first: the right answer that follows resets a card's counter of wrong answers. */
    private boolean keysHold(SmartCard card, Card row, ProfileTemplate template) {
        AdminKeyRef confirmed = row.keys().confirmed();
        try (AdminKey initial = key(row, template, AdminKeyRef.INITIAL)) {
            if (confirmed.isInitial()) {
                return !template.diversify() && answer(card, initial) instanceof CardResponse.Accepted;
            }
            try (AdminKey own = key(row, template, confirmed)) {
                return answer(card, initial) instanceof CardResponse.Refused
                        && answer(card, own) instanceof CardResponse.Accepted;
            }
        }
    }

    private static CardResponse answer(SmartCard card, AdminKey key) {
        SmartCard.ChallengeResult challengeResult = card.requestChallenge();
        return challengeResult instanceof SmartCard.ChallengeResult.CardChallenge cardChallenge
                ? card.authenticate(key.respond(cardChallenge.challenge()))
                : ((SmartCard.ChallengeResult.NoChallenge) challengeResult).response();
    }
}
