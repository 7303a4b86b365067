package org.cardroom.agent.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.cardroom.agent.apdu.ApduTransport;
import org.cardroom.agent.card.SmartCard.ChallengeResult;
import org.cardroom.events.card.Atr;
import org.cardroom.events.card.Hex;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.events.secret.AuthenticationResponse;
import org.cardroom.events.secret.CardAuthenticationProof;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.events.secret.Pin;
import org.cardroom.testkit.card.VirtualCard;
import org.cardroom.testkit.card.VirtualCardBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Mutual authentication: the card must prove that it has its key before it receives anything. */
class CardMutualAuthenticationTest {
    private static final CardResponse ACCEPTED = new CardResponse.Accepted();

    static Stream<VirtualCard> everyKind() {
        Stream<VirtualCardBuilder> piv = Stream.of(KeyAlgorithm.values())
                .map(algorithm -> VirtualCardBuilder.piv().algorithm(algorithm.reference()));
        return Stream.concat(Stream.of(VirtualCardBuilder.gids()), piv).map(VirtualCardBuilder::build);
    }

    private static SmartCard known(VirtualCard virtual) {
        SmartCard card = SmartCardFixture.identify(virtual);
        SmartCardFixture.challenge(card);
        return card;
    }

    private static ChallengeResult.MutualChallenge drawn(SmartCard card) {
        return (ChallengeResult.MutualChallenge) card.requestMutualChallenge();
    }

    private static AuthenticationResponse answer(SmartCard card, AdminKey key, ChallengeResult.MutualChallenge mutual) {
        return card instanceof GidsCard
                ? key.respondGidsMutual(mutual.challenge(), mutual.hostChallenge())
                : key.respondPivMutual(mutual.challenge());
    }

    private static CardAuthenticationProof proof(SmartCard card, AdminKey key, ChallengeResult.MutualChallenge mutual) {
        return card instanceof GidsCard
                ? key.expectedGidsProof(mutual.challenge(), mutual.hostChallenge())
                : key.expectedPivProof(mutual.hostChallenge());
    }

    private static CardResponse proven(SmartCard card, AdminKey ours, AdminKey expected) {
        ChallengeResult.MutualChallenge mutual = drawn(card);
        return card.authenticate(answer(card, ours, mutual), proof(card, expected, mutual));
    }

    private static AdminKey other(SmartCard card) {
        KeyAlgorithm algorithm = card.algorithm() == null ? KeyAlgorithm.TDES : card.algorithm();
        return SmartCardFixture.key(algorithm, "1023456789ABCDEF".repeat(algorithm.keyLength() / 8));
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void acceptsACardThatProvesItsKey(VirtualCard virtual) {
        SmartCard card = known(virtual);
        assertThat(proven(card, SmartCardFixture.factoryKey(card), SmartCardFixture.factoryKey(card)))
                .isEqualTo(ACCEPTED);
        List<Pin> puks = card instanceof GidsCard ? List.of() : List.of(SmartCardFixture.pin("12345678"));
        assertThat(card.setPin(SmartCardFixture.pin("493817"), puks)).isEqualTo(ACCEPTED);
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void doesNotAcceptACardThatShowsAnotherProof(VirtualCard virtual) {
        SmartCard card = known(virtual);
        assertThat(proven(card, SmartCardFixture.factoryKey(card), other(card)))
                .isEqualTo(new CardResponse.ProofFailed("a wrong proof"));
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void saysThatACardRefusesAWrongAnswer(VirtualCard virtual) {
        SmartCard card = known(virtual);
        assertThat(proven(card, other(card), other(card))).isEqualTo(new CardResponse.Refused(null));
        assertThat(virtual.wrongAnswers()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void drawsAnotherChallengeEachTime(VirtualCard virtual) {
        SmartCard card = known(virtual);
        assertThat(drawn(card).hostChallenge()).isNotEqualTo(drawn(card).hostChallenge());
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void objectsToAnAnswerOfOneSideOnly(VirtualCard virtual) {
        SmartCard card = known(virtual);
        ChallengeResult.MutualChallenge mutual = drawn(card);
        AuthenticationResponse answer = answer(card, SmartCardFixture.factoryKey(card), mutual);
        assertThat(card.validate(new Instruction.SetPin(answer, null, List.of(), null)))
                .contains(new CardResponse.NotSent("the answer does not have the challenge's length"));
        assertThatIllegalStateException().isThrownBy(() -> card.authenticate(answer));
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void objectsToAProofThatTheCardWasNotAskedFor(VirtualCard virtual) {
        SmartCard card = known(virtual);
        ChallengeResult.MutualChallenge mutual = drawn(card);
        SmartCardFixture.challenge(card);
        AdminKey key = SmartCardFixture.factoryKey(card);
        assertThat(card.validate(new Instruction.SetPin(
                        answer(card, key, mutual), proof(card, key, mutual), null, List.of(), null)))
                .contains(new CardResponse.NotSent("the answer does not fit the challenges"));
    }

    /** Answers correctly at first, then gives this response to every command. */
    private static SmartCard forged(VirtualCard virtual, String answer) {
        boolean[] forging = {false};
        ApduTransport held = SmartCardFixture.transportTo(virtual);
        SmartCard card = SmartCardFixture.identify(
                (command, response) -> forging[0] && command.get(1) == (byte) 0x87
                        ? response.put(Hex.bytes(answer)).position()
                        : held.transmit(command, response),
                Atr.of(virtual.atr()));
        SmartCardFixture.challenge(card);
        forging[0] = true;
        return card;
    }

    @Test
    void givesNothingToACardThatAcceptsEverything() {
        SmartCard card = forged(VirtualCardBuilder.gids().build(), "7C128110" + "5A".repeat(16) + "9000");
        assertThat(proven(card, other(card), other(card))).isEqualTo(new CardResponse.ProofFailed("a wrong proof"));
    }

    @Test
    void givesNothingToACardThatAcceptsWithoutAWord() {
        SmartCard card = forged(VirtualCardBuilder.piv().build(), "7C0A8008" + "5A".repeat(8) + "9000");
        assertThat(proven(card, other(card), other(card))).isEqualTo(new CardResponse.ProofFailed("a wrong proof"));
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void doesNotFallBackToOneSideWhereACardKnowsNoOther(VirtualCard virtual) {
        for (String unknown : List.of("6D00", "6A80", "6A86")) {
            assertThat(forged(virtual, unknown).requestMutualChallenge())
                    .isEqualTo(new ChallengeResult.NoChallenge(new CardResponse.ProofFailed("cannot: " + unknown)));
        }
    }

    /** A card could return the start of the agent's own answer as its proof. */
    @Test
    void takesNoPartWithACardThatSendsOurChallengeBack() {
        VirtualCard virtual = VirtualCardBuilder.gids().build();
        ApduTransport held = SmartCardFixture.transportTo(virtual);
        SmartCard card = SmartCardFixture.identify(
                (command, response) ->
                        command.get(1) == (byte) 0x87 ? echo(command, response) : held.transmit(command, response),
                Atr.of(virtual.atr()));
        assertThat(card.requestMutualChallenge())
                .isEqualTo(new ChallengeResult.NoChallenge(new CardResponse.ProofFailed("the host's own challenge")));
    }

    private static int echo(ByteBuffer command, ByteBuffer response) {
        return response.put(command.slice(5, command.get(4) & 0xFF))
                .putShort((short) 0x9000)
                .position();
    }
}
