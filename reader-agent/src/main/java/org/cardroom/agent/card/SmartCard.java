package org.cardroom.agent.card;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.smartcardio.CardException;
import org.cardroom.events.card.Atr;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.CardLimitation;
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
public abstract sealed class SmartCard permits Gids, Piv {
    private static final Logger LOG = LoggerFactory.getLogger(SmartCard.class);

    final Wire wire;
    private final CardId id;
    private @Nullable Drawn pending;

    SmartCard(Wire wire, CardId id) {
        this.wire = wire;
        this.id = id;
    }

    /** What came of asking for a challenge. */
    public sealed interface Drawn {
        /** A new one; every older one is void. */
        record Fresh(Challenge challenge) implements Drawn {}

        /**
         * What both sides drew for an authentication both ways; every older one is void.
         *
         * @param challenge the card's: 16 bytes (GIDS), an encrypted witness (PIV)
         * @param hosts what the card has to prove its key with
         */
        record Mutual(Challenge challenge, Challenge hosts) implements Drawn {}

        /** None: the card has an id, but is still in creation state. */
        record Uninitialised() implements Drawn {}

        /** None, and what the card said instead. */
        record None(CardResponse said) implements Drawn {}
    }

    /**
     * Asks a card that was just connected which it is.
     *
     * @param atr only a hint at what to ask first
     */
    public static Identification identify(Transport transport, Atr atr) {
        try {
            return Kinds.identify(new Wire(transport), atr);
        } catch (CardException e) {
            LOG.debug("the card left while it was identified: {}", e.getMessage());
            return new Identification.Gone();
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
    public abstract Set<CardLimitation> shortcomings();

    /** What makes it a card, where it may turn out that it is not quite one yet. */
    public abstract Optional<Identification.Initialiser> initialiser();

    /** Draws a challenge. */
    public final Drawn challenge() {
        return draw(this::draw);
    }

    /** Draws a challenge for the card and asks it for its own, so that each proves to the other that it has the key. */
    public final Drawn prove() {
        return draw(this::drawBoth);
    }

    private Drawn draw(Drawing drawing) {
        pending = null;
        try {
            Drawn drawn = drawing.run();
            pending = drawn;
            return drawn;
        } catch (CardException e) {
            return new Drawn.None(pulled(e));
        }
    }

    @FunctionalInterface
    private interface Drawing {
        Drawn run() throws CardException;
    }

    /** Why this card cannot be told this, if so: nothing has to be sent to find out. */
    public final Optional<CardResponse> objection(Instruction instruction) {
        if (instruction instanceof Instruction.PutKey putKey) {
            return fits(putKey.answer()).or(() -> objectionTo(putKey));
        }
        if (instruction instanceof Instruction.SetPin setPin) {
            CardAuthenticationProof proof = setPin.proof();
            return (proof == null ? fits(setPin.answer()) : fits(setPin.answer(), proof)).or(() -> objectionTo(setPin));
        }
        return Optional.empty();
    }

    private Optional<CardResponse> fits(AuthenticationResponse answer) {
        boolean fits = pending instanceof Drawn.Fresh fresh && fresh.challenge().length() == answer.length();
        return fits ? Optional.empty() : notAsked("the answer has not the challenge's length");
    }

    private Optional<CardResponse> fits(AuthenticationResponse answer, CardAuthenticationProof proof) {
        boolean fits = pending instanceof Drawn.Mutual mutual && fits(mutual, answer, proof);
        return fits ? Optional.empty() : notAsked("the answer does not fit what was drawn");
    }

    /**
     * Answers the challenge that was drawn last, once.
     *
     * @throws IllegalStateException if there is none that was not answered yet
     */
    public final CardResponse authenticate(AuthenticationResponse answer) {
        if (!(pending instanceof Drawn.Fresh)) {
            throw new IllegalStateException("one answer to one challenge");
        }
        pending = null;
        return said(() -> answer(answer).word().saidToAnswer());
    }

    /**
     * Answers what was drawn last by {@link #prove}, once. It is accepted only by a card that shows this proof.
     *
     * @throws IllegalStateException if there is nothing that was not answered yet
     */
    public final CardResponse authenticate(AuthenticationResponse answer, CardAuthenticationProof proof) {
        if (!(pending instanceof Drawn.Mutual mutual)) {
            throw new IllegalStateException("one answer to one challenge");
        }
        pending = null;
        return said(() -> answer(mutual, answer, proof));
    }

    /** Replaces the administrator key; after an accepted answer. */
    public final CardResponse putKey(AdminKey replacement) {
        return said(() -> write(replacement));
    }

    /**
     * Sets the PIN; after an accepted answer.
     *
     * @param puks PIV: the PUKs that the card may have, each tried once, the next only if the one before was refused
     */
    public final CardResponse setPin(Pin proposed, List<Pin> puks) {
        return said(() -> write(proposed, puks));
    }

    /** Replaces the PUK, by the one that set the PIN or else by these in turn. */
    public final CardResponse changePuk(List<Pin> puks, Pin next) {
        return said(() -> replacePuk(puks, next));
    }

    /** Shows it a PIN, which costs a try if it is wrong: only to prove a card that was issued. */
    public final CardResponse verifyPin(Pin pin) {
        return said(() -> verify(pin).word().said());
    }

    abstract Drawn draw() throws CardException;

    abstract Drawn drawBoth() throws CardException;

    abstract Optional<CardResponse> objectionTo(Instruction.PutKey putKey);

    abstract Optional<CardResponse> objectionTo(Instruction.SetPin setPin);

    abstract Answer answer(AuthenticationResponse answer) throws CardException;

    /** Whether these have the lengths that go with what was drawn. */
    abstract boolean fits(Drawn.Mutual drawn, AuthenticationResponse answer, CardAuthenticationProof proof);

    abstract CardResponse answer(Drawn.Mutual drawn, AuthenticationResponse answer, CardAuthenticationProof proof) throws CardException;

    abstract CardResponse write(AdminKey replacement) throws CardException;

    abstract CardResponse write(Pin proposed, List<Pin> puks) throws CardException;

    abstract CardResponse replacePuk(List<Pin> puks, Pin next) throws CardException;

    abstract Answer verify(Pin pin) throws CardException;

    static Optional<CardResponse> notAsked(String why) {
        return Optional.of(new CardResponse.NotSent(why));
    }

    @FunctionalInterface
    private interface Exchange {
        CardResponse run() throws CardException;
    }

    private static CardResponse said(Exchange exchange) {
        try {
            return exchange.run();
        } catch (CardException e) {
            return pulled(e);
        }
    }

    private static CardResponse pulled(CardException e) {
        LOG.debug("the card left: {}", e.getMessage());
        return new CardResponse.Removed();
    }
}
