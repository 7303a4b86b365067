package org.cardroom.agent.card;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.smartcardio.CardException;
import org.cardroom.agent.apdu.ApduChannel;
import org.cardroom.agent.apdu.CommandApdu;
import org.cardroom.agent.apdu.ResponseApdu;
import org.cardroom.agent.apdu.StatusWord;
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

/** A PIV card (NIST SP 800-73-4), with Yubico's extensions if the card has them. */
final class PivCard extends SmartCard {
    private static final CardResponse PUK_COUNTER = new CardResponse.Unexpected("the PUK counter is not full");
    private static final CardResponse PIN_COUNTER = new CardResponse.Unexpected("the PIN counter is not full");
    private static final int AUTHENTICATE = 0x0087_009B;
    private static final int SET_MANAGEMENT_KEY = 0x00FF_FFFF;
    private static final int SET_PIN = 0x002C_0080;
    private static final int CHANGE_PUK = 0x0024_0081;
    private static final int VERIFY = 0x0020_0080;
    private static final int REFERENCE_LENGTH = 8;

    private final PivCardInfo info;
    private @Nullable KeyAlgorithm keyAlgorithm;
    private @Nullable Pin acceptedPuk;

    private PivCard(ApduChannel channel, CardId id, PivCardInfo info) {
        super(channel, id);
        this.info = info;
        this.keyAlgorithm = info.algorithm();
    }

    static CardIdentification identify(ApduChannel channel) throws CardException {
        Optional<CardId> id = PivCardInfo.readId(channel);
        if (id.isEmpty()) {
            return new CardIdentification.Unsupported("the card has neither a GUID nor a serial number");
        }
        return new CardIdentification.Supported(new PivCard(channel, id.get(), PivCardInfo.read(channel)));
    }

    @Override
    public CardKind kind() {
        return CardKind.PIV;
    }

    @Override
    public @Nullable KeyAlgorithm algorithm() {
        return keyAlgorithm;
    }

    @Override
    public Set<CardLimitation> limitations() {
        return info.limitations();
    }

    /** If the algorithm is unknown, each one is tried: a wrong one costs no try of the key. */
    @Override
    ChallengeResult drawChallenge() throws CardException {
        if (keyAlgorithm != null) {
            return drawChallenge(keyAlgorithm);
        }
        ChallengeResult result =
                new ChallengeResult.NoChallenge(new CardResponse.Unexpected("no supported key algorithm"));
        for (KeyAlgorithm algorithm : KeyAlgorithm.values()) {
            result = drawChallenge(algorithm);
            if (!isOtherAlgorithm(result)) {
                keyAlgorithm = algorithm;
                return result;
            }
        }
        return result;
    }

    private static boolean isOtherAlgorithm(ChallengeResult result) {
        CardResponse other = new CardResponse.Unexpected(StatusWord.INCORRECT_P1_P2.toString());
        return result.equals(new ChallengeResult.NoChallenge(other));
    }

    private ChallengeResult drawChallenge(KeyAlgorithm algorithm) throws CardException {
        ResponseApdu answer = channel.send(
                GeneralAuthenticate.requestCommand(authenticateHeader(algorithm), GeneralAuthenticate.CHALLENGE));
        return GeneralAuthenticate.parseCardChallenge(answer, algorithm.blockLength(), "a challenge of another length");
    }

    private static int authenticateHeader(KeyAlgorithm algorithm) {
        return AUTHENTICATE | algorithm.reference() << 8;
    }

    @Override
    Optional<CardResponse> validateForCard(Instruction.PutKey putKey) {
        if (!info.keyReplaceable()) {
            return Optional.of(new CardResponse.Unexpected("no command to replace its key"));
        }
        return validateCounters(info.isPukCounterFull());
    }

    private Optional<CardResponse> validateCounters(boolean pukCounterOk) {
        if (!info.pinCounterFull()) {
            return Optional.of(PIN_COUNTER);
        }
        return pukCounterOk ? Optional.empty() : Optional.of(PUK_COUNTER);
    }

    @Override
    Optional<CardResponse> validateForCard(Instruction.SetPin setPin) {
        if (setPin.proposed() != null && setPin.pukCandidates().isEmpty()) {
            return notSent("the PIN of a PIV card is set with its PUK");
        }
        boolean tooLong = Stream.concat(setPin.pukCandidates().stream(), Stream.of(setPin.proposed(), setPin.newPuk()))
                .filter(Objects::nonNull)
                .anyMatch(secret -> secret.length() > REFERENCE_LENGTH);
        if (tooLong) {
            return notSent("a PIN or PUK of a PIV card has at most 8 characters");
        }
        int puks = setPin.pukCandidates().size();
        return puks == 0 ? Optional.empty() : validateCounters(info.allowsPukAttempts(puks));
    }

    @Override
    CommandApdu authenticationCommand(AuthenticationResponse answer) {
        acceptedPuk = null;
        return GeneralAuthenticate.responseCommand(authenticateHeader(knownAlgorithm()), answer);
    }

    /** Returns the algorithm, which is known since the session's first challenge. */
    private KeyAlgorithm knownAlgorithm() {
        return Objects.requireNonNull(keyAlgorithm, "no challenge was drawn");
    }

    @Override
    ChallengeResult drawMutualChallenge() throws CardException {
        KeyAlgorithm algorithm = knownAlgorithm();
        Challenge hostChallenge = Challenge.random(algorithm.blockLength());
        ResponseApdu answer = channel.send(
                GeneralAuthenticate.requestCommand(authenticateHeader(algorithm), GeneralAuthenticate.WITNESS));
        return GeneralAuthenticate.parseMutualChallenge(answer, GeneralAuthenticate.WITNESS, hostChallenge);
    }

    @Override
    boolean fits(ChallengeResult.MutualChallenge mutual, AuthenticationResponse answer, CardAuthenticationProof proof) {
        int block = mutual.hostChallenge().length();
        return answer.length() == block && proof.length() == block;
    }

    @Override
    CardResponse sendAuthentication(
            ChallengeResult.MutualChallenge mutual, AuthenticationResponse answer, CardAuthenticationProof proof)
            throws CardException {
        acceptedPuk = null;
        CommandApdu command = GeneralAuthenticate.responseCommand(
                authenticateHeader(knownAlgorithm()), answer, mutual.hostChallenge());
        return GeneralAuthenticate.verifyProof(channel.send(command), proof.length(), proof);
    }

    @Override
    CardResponse sendKey(AdminKey replacement) throws CardException {
        KeyAlgorithm algorithm = replacement.algorithm();
        CardResponse response = send(CommandApdu.of(SET_MANAGEMENT_KEY, 3 + replacement.length(), data -> {
            data.put((byte) algorithm.reference()).put((byte) 0x9B).put((byte) replacement.length());
            replacement.copyInto(data);
        }));
        keyAlgorithm = response instanceof CardResponse.Accepted ? algorithm : keyAlgorithm;
        return response;
    }

    @Override
    CardResponse sendPin(Pin proposed, List<Pin> puks) throws CardException {
        return tryPuksInTurn(puks, puk -> sendSecretPair(SET_PIN, puk, proposed));
    }

    @Override
    CardResponse sendPuk(List<Pin> puks, Pin next) throws CardException {
        if (acceptedPuk == null) {
            return tryPuksInTurn(puks, puk -> sendSecretPair(CHANGE_PUK, puk, next));
        }
        return acceptedPuk.matches(next) ? new CardResponse.Accepted() : sendSecretPair(CHANGE_PUK, acceptedPuk, next);
    }

    @FunctionalInterface
    private interface PukAttempt {
        CardResponse attempt(Pin puk) throws CardException;
    }

    private CardResponse tryPuksInTurn(List<Pin> puks, PukAttempt attempt) throws CardException {
        CardResponse response = new CardResponse.NotSent("no PUK to try");
        for (Pin puk : puks) {
            response = attempt.attempt(puk);
            if (!(response instanceof CardResponse.Refused)) {
                acceptedPuk = response instanceof CardResponse.Accepted ? puk : null;
                return response;
            }
        }
        return response;
    }

    private CardResponse sendSecretPair(int header, Pin first, Pin second) throws CardException {
        return send(CommandApdu.of(header, 2 * REFERENCE_LENGTH, data -> {
            first.copyPaddedInto(data);
            second.copyPaddedInto(data);
        }));
    }

    @Override
    CommandApdu verifyCommand(Pin pin) {
        return CommandApdu.of(VERIFY, REFERENCE_LENGTH, pin::copyPaddedInto);
    }
}
