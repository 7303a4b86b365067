package org.cardroom.agent.card;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.smartcardio.CardException;
import org.cardroom.agent.apdu.ApduChannel;
import org.cardroom.agent.apdu.ApduTransport;
import org.cardroom.agent.apdu.CommandApdu;
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
 * A connected card. Every response is returned as a value; for a card that was removed it is
 * {@link CardResponse.Removed}. The caller clears the secrets that it passes. Not thread-safe.
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

    /** The result of requesting a challenge. */
    public sealed interface ChallengeResult {
        /** A new challenge; older ones are void. */
        record CardChallenge(Challenge challenge) implements ChallengeResult {}

        /**
         * The challenges of a mutual authentication: the card's of 16 bytes (GIDS) or as encrypted witness (PIV), and the
         * host's, with which the card proves its key. Older ones are void.
         */
        record MutualChallenge(Challenge challenge, Challenge hostChallenge) implements ChallengeResult {}

        /** No challenge: the card has an id, but is still in creation state. */
        record Uninitialized() implements ChallengeResult {}

        /** No challenge, and the card's response. */
        record NoChallenge(CardResponse response) implements ChallengeResult {}
    }

    /** Identifies a card that was just connected. The ATR is a hint which application to select first. */
    public static CardIdentification identify(ApduTransport transport, Atr atr) {
        try {
            return CardDetector.detect(new ApduChannel(transport), atr);
        } catch (CardException e) {
            LOG.debug("card removed during identification; error={}", e.getMessage());
            return new CardIdentification.Removed();
        }
    }

    public abstract CardKind kind();

    /** Returns the id that the card reported. */
    public final CardId id() {
        return id;
    }

    /** Returns the algorithm of the administrator key, if known. */
    public abstract @Nullable KeyAlgorithm algorithm();

    /** Returns the limitations found at identification, which not every template permits. */
    public Set<CardLimitation> limitations() {
        return Set.of();
    }

    /** Returns the initializer for cards that may be in creation state. */
    public Optional<CardIdentification.CardInitializer> initializer() {
        return Optional.empty();
    }

    /** Requests a challenge from the card. */
    public final ChallengeResult requestChallenge() {
        return rememberChallenge(this::drawChallenge);
    }

    /** Requests the challenges of a mutual authentication, in which card and host prove that they have the key. */
    public final ChallengeResult requestMutualChallenge() {
        return rememberChallenge(this::drawMutualChallenge);
    }

    private ChallengeResult rememberChallenge(CardExchange<ChallengeResult> exchange) {
        pending = null;
        try {
            pending = exchange.run();
            return pending;
        } catch (CardException e) {
            return new ChallengeResult.NoChallenge(cardRemoved(e));
        }
    }

    /** Returns why the instruction does not fit this card or its challenge, if so. Sends nothing. */
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
        return fits ? Optional.empty() : notSent("the answer does not have the challenge's length");
    }

    private Optional<CardResponse> fits(AuthenticationResponse answer, CardAuthenticationProof proof) {
        boolean fits = pending instanceof ChallengeResult.MutualChallenge mutual && fits(mutual, answer, proof);
        return fits ? Optional.empty() : notSent("the answer does not fit the challenges");
    }

    /** Answers the last challenge. Each can be answered once; without one it throws {@link IllegalStateException}. */
    public final CardResponse authenticate(AuthenticationResponse answer) {
        if (!(pending instanceof ChallengeResult.CardChallenge)) {
            throw new IllegalStateException("no unanswered challenge");
        }
        pending = null;
        return responseOf(
                () -> channel.send(authenticationCommand(answer)).statusWord().toAuthenticationResponse());
    }

    /**
     * Answers the last {@link #requestMutualChallenge}, once. It is accepted only if the card shows this proof.
     * @throws IllegalStateException if there is no unanswered mutual challenge
     */
    public final CardResponse authenticate(AuthenticationResponse answer, CardAuthenticationProof proof) {
        if (!(pending instanceof ChallengeResult.MutualChallenge mutual)) {
            throw new IllegalStateException("no unanswered challenge");
        }
        pending = null;
        return responseOf(() -> sendAuthentication(mutual, answer, proof));
    }

    /** Replaces the administrator key. Needs an accepted answer. */
    public final CardResponse putKey(AdminKey replacement) {
        return responseOf(() -> sendKey(replacement));
    }

    /** Sets the PIN. Needs an accepted answer. A PIV card's PUKs are tried in turn until one is not refused. */
    public final CardResponse setPin(Pin proposed, List<Pin> puks) {
        return responseOf(() -> sendPin(proposed, puks));
    }

    /** Replaces the PUK, using the one that set the PIN or else these in turn. */
    public final CardResponse changePuk(List<Pin> puks, Pin next) {
        return responseOf(() -> sendPuk(puks, next));
    }

    /** Verifies a PIN, which costs a try if it is wrong. Only to verify an issued card. */
    public final CardResponse verifyPin(Pin pin) {
        return responseOf(() -> send(verifyCommand(pin)));
    }

    abstract ChallengeResult drawChallenge() throws CardException;

    abstract ChallengeResult drawMutualChallenge() throws CardException;

    abstract Optional<CardResponse> validateForCard(Instruction.PutKey putKey);

    abstract Optional<CardResponse> validateForCard(Instruction.SetPin setPin);

    abstract CommandApdu authenticationCommand(AuthenticationResponse answer);

    /** Returns whether these have the lengths that the challenges require. */
    abstract boolean fits(
            ChallengeResult.MutualChallenge mutual, AuthenticationResponse answer, CardAuthenticationProof proof);

    abstract CardResponse sendAuthentication(
            ChallengeResult.MutualChallenge mutual, AuthenticationResponse answer, CardAuthenticationProof proof)
            throws CardException;

    abstract CardResponse sendKey(AdminKey replacement) throws CardException;

    abstract CardResponse sendPin(Pin proposed, List<Pin> puks) throws CardException;

    abstract CardResponse sendPuk(List<Pin> puks, Pin next) throws CardException;

    abstract CommandApdu verifyCommand(Pin pin);

    final CardResponse send(CommandApdu command) throws CardException {
        return channel.send(command).statusWord().toCardResponse();
    }

    static Optional<CardResponse> notSent(String why) {
        return Optional.of(new CardResponse.NotSent(why));
    }

    @FunctionalInterface
    private interface CardExchange<T> {
        T run() throws CardException;
    }

    private static CardResponse responseOf(CardExchange<CardResponse> exchange) {
        try {
            return exchange.run();
        } catch (CardException e) {
            return cardRemoved(e);
        }
    }

    private static CardResponse cardRemoved(CardException e) {
        LOG.debug("card removed; error={}", e.getMessage());
        return new CardResponse.Removed();
    }
}
