package org.cardroom.agent.card;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.smartcardio.CardException;
import org.cardroom.agent.apdu.ApduChannel;
import org.cardroom.agent.apdu.ApduTransport;
import org.cardroom.agent.apdu.ResponseApdu;
import org.cardroom.events.card.Atr;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.message.CardLimitation;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.events.secret.AuthenticationResponse;
import org.cardroom.events.secret.CardAuthenticationProof;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.events.secret.Pin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A card in a reader, connected and not used by anybody else. What it says comes back as a value, whatever it says; a
 * card that is gone said {@link CardResponse.Removed}. The caller clears the secrets that it hands in. Not thread-safe.
 */
public abstract sealed class SmartCard permits GidsCard, PivCard {
    private static final Logger LOG = LoggerFactory.getLogger(SmartCard.class);

    final ApduChannel channel;
    private final CardId id;
    private @Nullable ChallengeResult pending;

    SmartCard(ApduChannel channel, CardId id) {
        this.channel = channel;
        this.id = id;
    }

    /** What came of asking for a challenge. */
    public sealed interface ChallengeResult {
        /** A new one; every older one is void. */
        record CardChallenge(Challenge challenge) implements ChallengeResult {}

        /**
         * What both sides drew for an authentication both ways; every older one is void.
         *
         * @param challenge the card's: 16 bytes (GIDS), an encrypted witness (PIV)
         * @param hostChallenge what the card has to prove its key with
         */
        record MutualChallenge(Challenge challenge, Challenge hostChallenge) implements ChallengeResult {}

        /** None: the card has an id, but is still in creation state. */
        record Uninitialized() implements ChallengeResult {}

        /** None, and what the card said instead. */
        record NoChallenge(CardResponse response) implements ChallengeResult {}
    }

    /**
     * Asks a card that was just connected which it is.
     *
     * @param atr only a hint at what to ask first
     */
    public static CardIdentification identify(ApduTransport transport, Atr atr) {
        try {
            return CardDetector.detect(new ApduChannel(transport), atr);
        } catch (CardException e) {
            LOG.debug("the card left while it was identified: {}", e.getMessage());
            return new CardIdentification.Removed();
        }
    }

    /** Which application it has. */
    public abstract CardKind kind();

    /** Its id, as it told. */
    public final CardId id() {
        return id;
    }

    /** What its administrator key is, where it tells. */
    public abstract @Nullable KeyAlgorithm algorithm();

    /** What it told when it was identified that it cannot give to every template. */
    public abstract Set<CardLimitation> limitations();

    /** What makes it a card, where it may turn out that it is not quite one yet. */
    public abstract Optional<CardIdentification.CardInitializer> initializer();

    /** Draws a challenge. */
    public final ChallengeResult requestChallenge() {
        return drawChallenge(this::drawChallenge);
    }

    /** Draws a challenge for the card and asks it for its own, so that each proves to the other that it has the key. */
    public final ChallengeResult requestMutualChallenge() {
        return drawChallenge(this::drawMutualChallenge);
    }

    private ChallengeResult drawChallenge(ChallengeExchange drawing) {
        pending = null;
        try {
            ChallengeResult challengeResult = drawing.run();
            pending = challengeResult;
            return challengeResult;
        } catch (CardException e) {
            return new ChallengeResult.NoChallenge(cardRemoved(e));
        }
    }

    @FunctionalInterface
    private interface ChallengeExchange {
        ChallengeResult run() throws CardException;
    }

    /** Why this card cannot be told this, if so: nothing has to be sent to find out. */
    public final Optional<CardResponse> validate(Instruction instruction) {
        if (instruction instanceof Instruction.PutKey putKey) {
            return fits(putKey.answer()).or(() -> validateForCard(putKey));
        }
        if (instruction instanceof Instruction.SetPin setPin) {
            CardAuthenticationProof proof = setPin.proof();
            return (proof == null ? fits(setPin.answer()) : fits(setPin.answer(), proof))
                    .or(() -> validateForCard(setPin));
        }
        return Optional.empty();
    }

    private Optional<CardResponse> fits(AuthenticationResponse answer) {
        boolean fits = pending instanceof ChallengeResult.CardChallenge cardChallenge
                && cardChallenge.challenge().length() == answer.length();
        return fits ? Optional.empty() : notSent("the answer has not the challenge's length");
    }

    private Optional<CardResponse> fits(AuthenticationResponse answer, CardAuthenticationProof proof) {
        boolean fits = pending instanceof ChallengeResult.MutualChallenge mutual && fits(mutual, answer, proof);
        return fits ? Optional.empty() : notSent("the answer does not fit what was drawn");
    }

    /**
     * Answers the challenge that was drawn last, once.
     *
     * @throws IllegalStateException if there is none that was not answered yet
     */
    public final CardResponse authenticate(AuthenticationResponse answer) {
        if (!(pending instanceof ChallengeResult.CardChallenge)) {
            throw new IllegalStateException("one answer to one challenge");
        }
        pending = null;
        return responseOf(() -> sendAuthentication(answer).statusWord().toAuthenticationResponse());
    }

    /**
     * Answers what was drawn last by {@link #requestMutualChallenge}, once. It is accepted only by a card that shows this proof.
     *
     * @throws IllegalStateException if there is nothing that was not answered yet
     */
    public final CardResponse authenticate(AuthenticationResponse answer, CardAuthenticationProof proof) {
        if (!(pending instanceof ChallengeResult.MutualChallenge mutual)) {
            throw new IllegalStateException("one answer to one challenge");
        }
        pending = null;
        return responseOf(() -> sendAuthentication(mutual, answer, proof));
    }

    /** Replaces the administrator key; after an accepted answer. */
    public final CardResponse putKey(AdminKey replacement) {
        return responseOf(() -> sendKey(replacement));
    }

    /**
     * Sets the PIN; after an accepted answer.
     *
     * @param puks PIV: the PUKs that the card may have, each tried once, the next only if the one before was refused
     */
    public final CardResponse setPin(Pin proposed, List<Pin> puks) {
        return responseOf(() -> sendPin(proposed, puks));
    }

    /** Replaces the PUK, by the one that set the PIN or else by these in turn. */
    public final CardResponse changePuk(List<Pin> puks, Pin next) {
        return responseOf(() -> sendPuk(puks, next));
    }

    /** Shows it a PIN, which costs a try if it is wrong: only to prove a card that was issued. */
    public final CardResponse verifyPin(Pin pin) {
        return responseOf(() -> sendVerify(pin).statusWord().toCardResponse());
    }

    abstract ChallengeResult drawChallenge() throws CardException;

    abstract ChallengeResult drawMutualChallenge() throws CardException;

    abstract Optional<CardResponse> validateForCard(Instruction.PutKey putKey);

    abstract Optional<CardResponse> validateForCard(Instruction.SetPin setPin);

    abstract ResponseApdu sendAuthentication(AuthenticationResponse answer) throws CardException;

    /** Whether these have the lengths that go with what was drawn. */
    abstract boolean fits(
            ChallengeResult.MutualChallenge drawn, AuthenticationResponse answer, CardAuthenticationProof proof);

    abstract CardResponse sendAuthentication(
            ChallengeResult.MutualChallenge drawn, AuthenticationResponse answer, CardAuthenticationProof proof)
            throws CardException;

    abstract CardResponse sendKey(AdminKey replacement) throws CardException;

    abstract CardResponse sendPin(Pin proposed, List<Pin> puks) throws CardException;

    abstract CardResponse sendPuk(List<Pin> puks, Pin next) throws CardException;

    abstract ResponseApdu sendVerify(Pin pin) throws CardException;

    static Optional<CardResponse> notSent(String why) {
        return Optional.of(new CardResponse.NotSent(why));
    }

    @FunctionalInterface
    private interface CardExchange {
        CardResponse run() throws CardException;
    }

    private static CardResponse responseOf(CardExchange exchange) {
        try {
            return exchange.run();
        } catch (CardException e) {
            return cardRemoved(e);
        }
    }

    private static CardResponse cardRemoved(CardException e) {
        LOG.debug("the card left: {}", e.getMessage());
        return new CardResponse.Removed();
    }
}
