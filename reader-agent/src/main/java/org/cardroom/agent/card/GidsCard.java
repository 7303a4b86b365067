package org.cardroom.agent.card;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.smartcardio.CardException;
import org.cardroom.agent.apdu.ApduChannel;
import org.cardroom.agent.apdu.BerTlv;
import org.cardroom.agent.apdu.CommandApdu;
import org.cardroom.agent.apdu.ResponseApdu;
import org.cardroom.agent.apdu.StatusWord;
import org.cardroom.events.card.CardId;
import org.cardroom.events.card.CardKind;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.card.Hex;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.events.secret.AuthenticationResponse;
import org.cardroom.events.secret.CardAuthenticationProof;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.events.secret.Pin;

/** A GIDS card (Generic Identity Device Specification 2.0). */
final class GidsCard extends SmartCard {
    private static final int GET_CARD_ID = 0x00CB_A012;
    private static final int GET_DATA = 0x00CB_3FFF;
    private static final int PUT_DATA = 0x00DB_3FFF;
    private static final int SELECT_KEY = 0x0022_C1A4;
    private static final int AUTHENTICATE = 0x0087_0000;
    private static final int SET_PIN = 0x002C_0280;
    private static final int VERIFY = 0x0020_0080;
    private static final int PIN_STATUS = 0x7F71;
    private static final int MUTUAL_CHALLENGE = 16;
    private static final int MUTUAL_ANSWER = 40;

    /** No such file, not active yet, no such object: depends on how far an interrupted initialisation came. */
    private static final Set<StatusWord> NO_ID = Set.of(
            StatusWord.FILE_NOT_FOUND, StatusWord.CONDITIONS_NOT_SATISFIED, StatusWord.REFERENCED_DATA_NOT_FOUND);

    private GidsCard(ApduChannel channel, CardId id) {
        super(channel, id);
    }

    static CardIdentification identify(ApduChannel channel) throws CardException {
        ResponseApdu answer =
                channel.send(CommandApdu.of(GET_CARD_ID, "5C02DF20").expectingData());
        Optional<CardIdentification> known = BerTlv.bytesOfLength(16, answer.find(0xDF20))
                .map(id -> new CardIdentification.Supported(new GidsCard(channel, CardId.of(id))));
        if (known.isEmpty()
                && NO_ID.contains(answer.statusWord())
                && sendChallengeCommand(channel).statusWord().equals(StatusWord.COMMAND_NOT_ALLOWED)) {
            return new CardIdentification.Blank(null, new GidsInitializer(channel));
        }
        return known.orElse(
                new CardIdentification.Unsupported("cannot read the card's id (" + answer.statusWord() + ")"));
    }

    /** A card refuses this with 6986 (command not allowed) only in creation state. */
    private static ResponseApdu sendChallengeCommand(ApduChannel channel) throws CardException {
        return channel.send(GeneralAuthenticate.requestCommand(AUTHENTICATE, GeneralAuthenticate.CHALLENGE));
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
    ChallengeResult drawChallenge() throws CardException {
        Optional<ChallengeResult> refused = selectKey();
        if (refused.isPresent()) {
            return refused.get();
        }
        ResponseApdu answer = sendChallengeCommand(channel);
        if (answer.statusWord().equals(StatusWord.COMMAND_NOT_ALLOWED)) {
            return new ChallengeResult.Uninitialized();
        }
        return GeneralAuthenticate.parseCardChallenge(
                answer, KeyAlgorithm.TDES.blockLength(), "a challenge of 16 bytes");
    }

    /** The key must be selected before every authentication: without it the card draws a challenge but refuses the answer. */
    private Optional<ChallengeResult> selectKey() throws CardException {
        StatusWord selected = channel.send(CommandApdu.of(SELECT_KEY, "830180")).statusWord();
        return selected.isOk()
                ? Optional.empty()
                : Optional.of(new ChallengeResult.NoChallenge(selected.toCardResponse()));
    }

    @Override
    public Optional<CardIdentification.CardInitializer> initializer() {
        return Optional.of(new GidsInitializer(channel));
    }

    @Override
    ChallengeResult drawMutualChallenge() throws CardException {
        Optional<ChallengeResult> refused = selectKey();
        if (refused.isPresent()) {
            return refused.get();
        }
        Challenge hostChallenge = Challenge.random(MUTUAL_CHALLENGE);
        ResponseApdu answer = channel.send(GeneralAuthenticate.challengeCommand(AUTHENTICATE, hostChallenge));
        return GeneralAuthenticate.parseMutualChallenge(answer, GeneralAuthenticate.CHALLENGE, hostChallenge);
    }

    @Override
    Optional<CardResponse> validateForCard(Instruction.PutKey putKey) {
        boolean tripleDes = putKey.replacement().algorithm() == KeyAlgorithm.TDES;
        return tripleDes ? Optional.empty() : notSent("a GIDS card supports 3DES keys only");
    }

    @Override
    Optional<CardResponse> validateForCard(Instruction.SetPin setPin) {
        return setPin.pukCandidates().isEmpty() ? Optional.empty() : notSent("a GIDS card has no PUK");
    }

    @Override
    CommandApdu authenticationCommand(AuthenticationResponse answer) {
        return GeneralAuthenticate.responseCommand(AUTHENTICATE, answer);
    }

    @Override
    boolean fits(ChallengeResult.MutualChallenge mutual, AuthenticationResponse answer, CardAuthenticationProof proof) {
        return answer.length() == MUTUAL_ANSWER && proof.length() == 2 * MUTUAL_CHALLENGE;
    }

    @Override
    CardResponse sendAuthentication(
            ChallengeResult.MutualChallenge mutual, AuthenticationResponse answer, CardAuthenticationProof proof)
            throws CardException {
        CommandApdu command =
                GeneralAuthenticate.responseCommand(AUTHENTICATE, answer).expectingData();
        return GeneralAuthenticate.verifyProof(channel.send(command), MUTUAL_ANSWER, proof);
    }

    @Override
    CardResponse sendKey(AdminKey replacement) throws CardException {
        return send(keyCommand(replacement));
    }

    /** Returns the command that writes a key. It contains the correct key check value, which some cards verify. */
    static CommandApdu keyCommand(AdminKey key) {
        byte[] kcv = Hex.bytes(key.kcv().hex());
        return CommandApdu.of(PUT_DATA, 38, data -> {
            data.put(Hex.bytes("7024840180A51F8718"));
            key.copyInto(data);
            data.put(Hex.bytes("8803")).put(kcv);
        });
    }

    /** Sets the PIN, which ends the authentication, then verifies that the PIN counter is full. */
    @Override
    CardResponse sendPin(Pin proposed, List<Pin> puks) throws CardException {
        CardResponse response = send(CommandApdu.of(SET_PIN, proposed.length(), proposed::copyInto));
        if (!(response instanceof CardResponse.Accepted)) {
            return response;
        }
        ResponseApdu status = channel.send(CommandApdu.of(GET_DATA, "5C027F71").expectingData());
        Optional<Byte> left = readCounter(status, 0x97);
        boolean full = left.isPresent() && left.equals(readCounter(status, 0x93)) && left.get() != 0;
        return full ? response : new CardResponse.Unexpected("the PIN counter is not full");
    }

    private static Optional<Byte> readCounter(ResponseApdu status, int tag) {
        return BerTlv.bytesOfLength(1, status.find(PIN_STATUS, tag)).map(bytes -> bytes[0]);
    }

    @Override
    CardResponse sendPuk(List<Pin> puks, Pin next) {
        return new CardResponse.NotSent("a GIDS card has no PUK");
    }

    @Override
    CommandApdu verifyCommand(Pin pin) {
        return CommandApdu.of(VERIFY, pin.length(), pin::copyInto);
    }
}
