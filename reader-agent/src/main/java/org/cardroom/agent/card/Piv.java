package org.cardroom.agent.card;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.smartcardio.CardException;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.Said;
import org.cardroom.events.message.Shortcoming;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.events.secret.AuthenticationResponse;
import org.cardroom.events.secret.CardProof;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.events.secret.Pin;
import org.jspecify.annotations.Nullable;

/** A PIV card (NIST SP 800-73-4), with Yubico's extensions where it has them. */
final class Piv extends SmartCard {
    private static final Said PUK_COUNTER = new Said.NotUnderstood("the PUK counter is not full");
    private static final Said COUNTER = new Said.NotUnderstood("the PIN counter is not full");
    private static final int AUTHENTICATE = 0x0087_009B;
    private static final int SET_MANAGEMENT_KEY = 0x00FF_FFFF;
    private static final int SET_PIN = 0x002C_0080;
    private static final int CHANGE_PUK = 0x0024_0081;
    private static final int VERIFY = 0x0020_0080;
    private static final int REFERENCE = 8;

    private final PivFacts facts;
    private @Nullable KeyAlgorithm tried;
    private @Nullable Pin taken;

    private Piv(Wire wire, CardId id, PivFacts facts) {
        super(wire, id);
        this.facts = facts;
        this.tried = facts.algorithm();
    }

    static Identification identify(Wire wire) throws CardException {
        Optional<CardId> id = PivFacts.id(wire);
        if (id.isEmpty()) {
            return new Identification.Refused("the card has neither a GUID nor a serial number");
        }
        return new Identification.Known(new Piv(wire, id.get(), PivFacts.read(wire)));
    }

    @Override
    public CardKind kind() {
        return CardKind.PIV;
    }

    @Override
    public @Nullable KeyAlgorithm algorithm() {
        return tried;
    }

    @Override
    public Set<Shortcoming> shortcomings() {
        return facts.shortcomings();
    }

    /** A card that does not tell its algorithm is asked with each: the wrong ones cost no try. */
    @Override
    Drawn draw() throws CardException {
        if (tried != null) {
            return draw(tried);
        }
        Drawn drawn = new Drawn.None(new Said.NotUnderstood("no key algorithm that is known here"));
        for (KeyAlgorithm algorithm : KeyAlgorithm.values()) {
            drawn = draw(algorithm);
            if (!isOtherAlgorithm(drawn)) {
                tried = algorithm;
                return drawn;
            }
        }
        return drawn;
    }

    private static boolean isOtherAlgorithm(Drawn drawn) {
        Said other = new Said.NotUnderstood(StatusWord.WRONG_PARAMETERS.toString());
        return drawn.equals(new Drawn.None(other));
    }

    private Drawn draw(KeyAlgorithm algorithm) throws CardException {
        Drawn drawn = GeneralAuthenticate.challengeIn(
                wire.send(GeneralAuthenticate.ask(authenticate(algorithm), GeneralAuthenticate.CHALLENGE)));
        boolean other = drawn instanceof Drawn.Fresh fresh && fresh.challenge().length() != algorithm.blockLength();
        return other ? new Drawn.None(new Said.NotUnderstood("a challenge of another length")) : drawn;
    }

    private static int authenticate(KeyAlgorithm algorithm) {
        return AUTHENTICATE | algorithm.reference() << 8;
    }

    @Override
    Optional<Said> objectionTo(Instruction.PutKey putKey) {
        if (!facts.replaceable()) {
            return Optional.of(new Said.NotUnderstood("no command to replace its key"));
        }
        return countersFull(facts.pukCounterFull());
    }

    private Optional<Said> countersFull(boolean puk) {
        if (!facts.pinCounterFull()) {
            return Optional.of(COUNTER);
        }
        return puk ? Optional.empty() : Optional.of(PUK_COUNTER);
    }

    @Override
    Optional<Said> objectionTo(Instruction.SetPin setPin) {
        if (setPin.proposed() != null && setPin.puks().isEmpty()) {
            return notAsked("the PIN of a PIV card is set with its PUK");
        }
        boolean tooLong = Stream.concat(setPin.puks().stream(), Stream.of(setPin.proposed(), setPin.nextPuk()))
                .filter(Objects::nonNull)
                .anyMatch(secret -> secret.length() > REFERENCE);
        if (tooLong) {
            return notAsked("a PIN or PUK of a PIV card has at most 8 characters");
        }
        int puks = setPin.puks().size();
        return puks == 0 ? Optional.empty() : countersFull(facts.takes(puks));
    }

    @Override
    Answer answer(AuthenticationResponse answer) throws CardException {
        KeyAlgorithm algorithm = Objects.requireNonNull(tried, "a challenge was drawn");
        taken = null;
        return wire.send(GeneralAuthenticate.answer(authenticate(algorithm), answer));
    }

    @Override
    public Optional<Identification.Initialiser> initialiser() {
        return Optional.empty();
    }

    /** The algorithm showed at the first challenge of the session. */
    @Override
    Drawn drawBoth() throws CardException {
        KeyAlgorithm algorithm = Objects.requireNonNull(tried, "a challenge was drawn before");
        Challenge hosts = Challenge.random(algorithm.blockLength());
        Answer answer = wire.send(GeneralAuthenticate.ask(authenticate(algorithm), GeneralAuthenticate.WITNESS));
        return GeneralAuthenticate.mutual(answer, GeneralAuthenticate.WITNESS, hosts);
    }

    @Override
    boolean fits(Drawn.Mutual drawn, AuthenticationResponse answer, CardProof proof) {
        int block = drawn.hosts().length();
        return answer.length() == block && proof.length() == block;
    }

    @Override
    Said answer(Drawn.Mutual drawn, AuthenticationResponse answer, CardProof proof) throws CardException {
        KeyAlgorithm algorithm = Objects.requireNonNull(tried, "a challenge was drawn");
        taken = null;
        Command command = GeneralAuthenticate.answer(authenticate(algorithm), answer, drawn.hosts());
        return GeneralAuthenticate.saidToAnswer(wire.send(command), proof.length(), proof);
    }

    @Override
    Said write(AdminKey replacement) throws CardException {
        KeyAlgorithm algorithm = replacement.algorithm();
        Said said = wire.send(Command.of(SET_MANAGEMENT_KEY, 3 + replacement.length(), data -> {
                    data.put((byte) algorithm.reference()).put((byte) 0x9B).put((byte) replacement.length());
                    replacement.copyInto(data);
                }))
                .word()
                .said();
        tried = said instanceof Said.Accepted ? algorithm : tried;
        return said;
    }

    @Override
    Said write(Pin proposed, List<Pin> puks) throws CardException {
        return inTurn(puks, puk -> pair(SET_PIN, puk, proposed));
    }

    @Override
    Said replacePuk(List<Pin> puks, Pin next) throws CardException {
        if (taken == null) {
            return inTurn(puks, puk -> pair(CHANGE_PUK, puk, next));
        }
        return taken.sameAs(next) ? new Said.Accepted() : pair(CHANGE_PUK, taken, next);
    }

    @FunctionalInterface
    private interface Attempt {
        Said with(Pin puk) throws CardException;
    }

    private Said inTurn(List<Pin> puks, Attempt attempt) throws CardException {
        Said said = new Said.NotAsked("no PUK to try");
        for (Pin puk : puks) {
            said = attempt.with(puk);
            if (!(said instanceof Said.Refused)) {
                taken = said instanceof Said.Accepted ? puk : null;
                return said;
            }
        }
        return said;
    }

    private Said pair(int header, Pin first, Pin second) throws CardException {
        return wire.send(Command.of(header, 2 * REFERENCE, data -> {
                    first.copyPaddedInto(data);
                    second.copyPaddedInto(data);
                }))
                .word()
                .said();
    }

    @Override
    Answer verify(Pin pin) throws CardException {
        return wire.send(Command.of(VERIFY, REFERENCE, pin::copyPaddedInto));
    }
}
