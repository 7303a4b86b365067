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
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.CardLimitation;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.events.secret.AuthenticationResponse;
import org.cardroom.events.secret.CardAuthenticationProof;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.events.secret.Pin;
import org.jspecify.annotations.Nullable;

/** A PIV card (NIST SP 800-73-4), with Yubico's extensions where it has them. */
final class Piv extends SmartCard {
    private static final CardResponse PUK_COUNTER = new CardResponse.Unexpected("the PUK counter is not full");
    private static final CardResponse COUNTER = new CardResponse.Unexpected("the PIN counter is not full");
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
    public Set<CardLimitation> shortcomings() {
        return facts.shortcomings();
    }

    /** A card that does not tell its algorithm is asked with each: the wrong ones cost no try. */
    @Override
    Drawn draw() throws CardException {
        if (tried != null) {
            return draw(tried);
        }
        Drawn drawn = new Drawn.None(new CardResponse.Unexpected("no key algorithm that is known here"));
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
        CardResponse other = new CardResponse.Unexpected(StatusWord.WRONG_PARAMETERS.toString());
        return drawn.equals(new Drawn.None(other));
    }

    private Drawn draw(KeyAlgorithm algorithm) throws CardException {
        Drawn drawn = GeneralAuthenticate.challengeIn(
                wire.send(GeneralAuthenticate.ask(authenticate(algorithm), GeneralAuthenticate.CHALLENGE)));
        boolean other = drawn instanceof Drawn.Fresh fresh && fresh.challenge().length() != algorithm.blockLength();
        return other ? new Drawn.None(new CardResponse.Unexpected("a challenge of another length")) : drawn;
    }

    private static int authenticate(KeyAlgorithm algorithm) {
        return AUTHENTICATE | algorithm.reference() << 8;
    }

    @Override
    Optional<CardResponse> objectionTo(Instruction.PutKey putKey) {
        if (!facts.replaceable()) {
            return Optional.of(new CardResponse.Unexpected("no command to replace its key"));
        }
        return countersFull(facts.pukCounterFull());
    }

    private Optional<CardResponse> countersFull(boolean puk) {
        if (!facts.pinCounterFull()) {
            return Optional.of(COUNTER);
        }
        return puk ? Optional.empty() : Optional.of(PUK_COUNTER);
    }

    @Override
    Optional<CardResponse> objectionTo(Instruction.SetPin setPin) {
        if (setPin.proposed() != null && setPin.pukCandidates().isEmpty()) {
            return notAsked("the PIN of a PIV card is set with its PUK");
        }
        boolean tooLong = Stream.concat(setPin.pukCandidates().stream(), Stream.of(setPin.proposed(), setPin.newPuk()))
                .filter(Objects::nonNull)
                .anyMatch(secret -> secret.length() > REFERENCE);
        if (tooLong) {
            return notAsked("a PIN or PUK of a PIV card has at most 8 characters");
        }
        int puks = setPin.pukCandidates().size();
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
    boolean fits(Drawn.Mutual drawn, AuthenticationResponse answer, CardAuthenticationProof proof) {
        int block = drawn.hosts().length();
        return answer.length() == block && proof.length() == block;
    }

    @Override
    CardResponse answer(Drawn.Mutual drawn, AuthenticationResponse answer, CardAuthenticationProof proof) throws CardException {
        KeyAlgorithm algorithm = Objects.requireNonNull(tried, "a challenge was drawn");
        taken = null;
        Command command = GeneralAuthenticate.answer(authenticate(algorithm), answer, drawn.hosts());
        return GeneralAuthenticate.saidToAnswer(wire.send(command), proof.length(), proof);
    }

    @Override
    CardResponse write(AdminKey replacement) throws CardException {
        KeyAlgorithm algorithm = replacement.algorithm();
        CardResponse response = wire.send(Command.of(SET_MANAGEMENT_KEY, 3 + replacement.length(), data -> {
                    data.put((byte) algorithm.reference()).put((byte) 0x9B).put((byte) replacement.length());
                    replacement.copyInto(data);
                }))
                .word()
                .said();
        tried = response instanceof CardResponse.Accepted ? algorithm : tried;
        return response;
    }

    @Override
    CardResponse write(Pin proposed, List<Pin> puks) throws CardException {
        return inTurn(puks, puk -> pair(SET_PIN, puk, proposed));
    }

    @Override
    CardResponse replacePuk(List<Pin> puks, Pin next) throws CardException {
        if (taken == null) {
            return inTurn(puks, puk -> pair(CHANGE_PUK, puk, next));
        }
        return taken.matches(next) ? new CardResponse.Accepted() : pair(CHANGE_PUK, taken, next);
    }

    @FunctionalInterface
    private interface Attempt {
        CardResponse with(Pin puk) throws CardException;
    }

    private CardResponse inTurn(List<Pin> puks, Attempt attempt) throws CardException {
        CardResponse response = new CardResponse.NotSent("no PUK to try");
        for (Pin puk : puks) {
            response = attempt.with(puk);
            if (!(response instanceof CardResponse.Refused)) {
                taken = response instanceof CardResponse.Accepted ? puk : null;
                return response;
            }
        }
        return response;
    }

    private CardResponse pair(int header, Pin first, Pin second) throws CardException {
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
