package org.cardroom.agent.card;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.smartcardio.CardException;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.card.Hex;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.CardLimitation;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.events.secret.AuthenticationResponse;
import org.cardroom.events.secret.CardAuthenticationProof;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.events.secret.Pin;

/** A GIDS card (Generic Identity Device Specification 2.0). */
final class Gids extends SmartCard {
    private static final int GET_CARD_ID = 0x00CB_A012;
    private static final int GET_DATA = 0x00CB_3FFF;
    private static final int PUT_DATA = 0x00DB_3FFF;
    private static final int CHOOSE_KEY = 0x0022_C1A4;
    private static final int AUTHENTICATE = 0x0087_0000;
    private static final int SET_PIN = 0x002C_0280;
    private static final int VERIFY = 0x0020_0080;
    private static final int PIN_STATUS = 0x7F71;
    private static final int MUTUAL_CHALLENGE = 16;
    private static final int MUTUAL_ANSWER = 40;

    /** No such file, not active yet, no such object: how far it came before it was torn out. */
    private static final Set<StatusWord> NO_ID =
            Set.of(StatusWord.NOT_FOUND, StatusWord.NOT_NOW, StatusWord.NO_SUCH_OBJECT);

    private Gids(Wire wire, CardId id) {
        super(wire, id);
    }

    static Identification identify(Wire wire) throws CardException {
        Answer answer = wire.send(Command.of(GET_CARD_ID, "5C02DF20").expectingData());
        Optional<Identification> known =
                Tlv.exactly(16, answer.find(0xDF20)).map(id -> new Identification.Known(new Gids(wire, CardId.of(id))));
        if (known.isEmpty()
                && NO_ID.contains(answer.word())
                && challenge(wire).word().equals(StatusWord.NOT_ALLOWED)) {
            return new Identification.Blank(null, new GidsInitialisation(wire));
        }
        return known.orElse(new Identification.Refused("the card does not tell its id (" + answer.word() + ")"));
    }

    /** Refused as not allowed in creation state only. */
    private static Answer challenge(Wire wire) throws CardException {
        return wire.send(GeneralAuthenticate.ask(AUTHENTICATE, GeneralAuthenticate.CHALLENGE));
    }

    @Override
    public CardKind kind() {
        return CardKind.GIDS;
    }

    @Override
    public KeyAlgorithm algorithm() {
        return KeyAlgorithm.TDES;
    }

    @Override
    public Set<CardLimitation> shortcomings() {
        return Set.of();
    }

    @Override
    Drawn draw() throws CardException {
        Optional<Drawn> refused = choose();
        if (refused.isPresent()) {
            return refused.get();
        }
        Answer answer = challenge(wire);
        if (answer.word().equals(StatusWord.NOT_ALLOWED)) {
            return new Drawn.Uninitialised();
        }
        Drawn drawn = GeneralAuthenticate.challengeIn(answer);
        boolean long16 =
                drawn instanceof Drawn.Fresh fresh && fresh.challenge().length() != KeyAlgorithm.TDES.blockLength();
        return long16 ? new Drawn.None(new CardResponse.Unexpected("a challenge of 16 bytes")) : drawn;
    }

    /** The key has to be chosen before every authentication: without it the card challenges, but cannot check. */
    private Optional<Drawn> choose() throws CardException {
        StatusWord chosen = wire.send(Command.of(CHOOSE_KEY, "830180")).word();
        return chosen.isOk() ? Optional.empty() : Optional.of(new Drawn.None(chosen.said()));
    }

    @Override
    public Optional<Identification.Initialiser> initialiser() {
        return Optional.of(new GidsInitialisation(wire));
    }

    @Override
    Drawn drawBoth() throws CardException {
        Optional<Drawn> refused = choose();
        if (refused.isPresent()) {
            return refused.get();
        }
        Challenge hosts = Challenge.random(MUTUAL_CHALLENGE);
        Answer answer = wire.send(GeneralAuthenticate.show(AUTHENTICATE, hosts));
        return GeneralAuthenticate.mutual(answer, GeneralAuthenticate.CHALLENGE, hosts);
    }

    @Override
    Optional<CardResponse> objectionTo(Instruction.PutKey putKey) {
        boolean tripleDes = putKey.replacement().algorithm() == KeyAlgorithm.TDES;
        return tripleDes ? Optional.empty() : notAsked("a GIDS card takes a 3DES key only");
    }

    @Override
    Optional<CardResponse> objectionTo(Instruction.SetPin setPin) {
        return setPin.pukCandidates().isEmpty() ? Optional.empty() : notAsked("a GIDS card has no PUK");
    }

    @Override
    Answer answer(AuthenticationResponse answer) throws CardException {
        return wire.send(GeneralAuthenticate.answer(AUTHENTICATE, answer));
    }

    @Override
    boolean fits(Drawn.Mutual drawn, AuthenticationResponse answer, CardAuthenticationProof proof) {
        return answer.length() == MUTUAL_ANSWER && proof.length() == 2 * MUTUAL_CHALLENGE;
    }

    @Override
    CardResponse answer(Drawn.Mutual drawn, AuthenticationResponse answer, CardAuthenticationProof proof) throws CardException {
        Command command = GeneralAuthenticate.answer(AUTHENTICATE, answer).expectingData();
        return GeneralAuthenticate.saidToAnswer(wire.send(command), MUTUAL_ANSWER, proof);
    }

    @Override
    CardResponse write(AdminKey replacement) throws CardException {
        return wire.send(keyCommand(replacement)).word().said();
    }

    /** With the true key check value: some cards check it. */
    static Command keyCommand(AdminKey key) {
        byte[] kcv = Hex.bytes(key.kcv().hex());
        return Command.of(PUT_DATA, 38, data -> {
            data.put(Hex.bytes("7024840180A51F8718"));
            key.copyInto(data);
            data.put(Hex.bytes("8803")).put(kcv);
        });
    }

    /** Setting a PIN ends every authentication, and the status shows that the counter is full. */
    @Override
    CardResponse write(Pin proposed, List<Pin> puks) throws CardException {
        CardResponse response = wire.send(Command.of(SET_PIN, proposed.length(), proposed::copyInto))
                .word()
                .said();
        if (!(response instanceof CardResponse.Accepted)) {
            return response;
        }
        Answer status = wire.send(Command.of(GET_DATA, "5C027F71").expectingData());
        Optional<Byte> left = counter(status, 0x97);
        boolean full = left.isPresent() && left.equals(counter(status, 0x93)) && left.get() != 0;
        return full ? response : new CardResponse.Unexpected("the PIN counter is not full");
    }

    private static Optional<Byte> counter(Answer status, int tag) {
        return Tlv.exactly(1, status.find(PIN_STATUS, tag)).map(bytes -> bytes[0]);
    }

    @Override
    CardResponse replacePuk(List<Pin> puks, Pin next) {
        return new CardResponse.NotSent("a GIDS card has no PUK");
    }

    @Override
    Answer verify(Pin pin) throws CardException {
        return wire.send(Command.of(VERIFY, pin.length(), pin::copyInto));
    }
}
