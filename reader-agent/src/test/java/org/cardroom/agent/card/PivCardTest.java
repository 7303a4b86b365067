package org.cardroom.agent.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.events.secret.Pin;
import org.cardroom.testkit.card.VirtualCard;
import org.cardroom.testkit.card.VirtualCardBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PivCardTest {
    private static final CardResponse ACCEPTED = new CardResponse.Accepted();

    private static AdminKey other(KeyAlgorithm algorithm) {
        return SmartCardFixture.key(algorithm, "5A".repeat(algorithm.keyLength()));
    }

    private static CardResponse answered(SmartCard card, AdminKey key) {
        return card.authenticate(key.respond(SmartCardFixture.challenge(card)));
    }

    private static Instruction setPin(SmartCard card, Pin proposed, List<Pin> puks) {
        Pin next = puks.isEmpty() ? null : SmartCardFixture.pin("13579135");
        return new Instruction.SetPin(
                SmartCardFixture.factoryKey(card).respond(SmartCardFixture.challenge(card)), proposed, puks, next);
    }

    @ParameterizedTest
    @EnumSource
    void takesAKeyOfEveryAlgorithm(KeyAlgorithm algorithm) {
        SmartCard card = SmartCardFixture.identify(
                VirtualCardBuilder.piv().algorithm(algorithm.reference()).build());
        assertThat(card.algorithm()).isEqualTo(algorithm);
        assertThat(answered(card, SmartCardFixture.factoryKey(card))).isEqualTo(ACCEPTED);
        assertThat(card.putKey(other(algorithm))).isEqualTo(ACCEPTED);
        assertThat(answered(card, other(algorithm))).isEqualTo(ACCEPTED);
    }

    @Test
    void challengesUnderTheAlgorithmOfTheNewKey() {
        SmartCard card = SmartCardFixture.identify(VirtualCardBuilder.piv().build());
        answered(card, SmartCardFixture.factoryKey(card));
        card.putKey(other(KeyAlgorithm.AES_256));
        assertThat(answered(card, other(KeyAlgorithm.AES_256))).isEqualTo(ACCEPTED);
    }

    @ParameterizedTest
    @EnumSource
    void findsTheAlgorithmThatACardDoesNotTell(KeyAlgorithm algorithm) {
        VirtualCard virtual = VirtualCardBuilder.piv()
                .algorithm(algorithm.reference())
                .withoutExtensions()
                .adminTries(1)
                .build();
        SmartCard card = SmartCardFixture.identify(virtual);
        assertThat(card.algorithm()).isNull();
        String factory = "0102030405060708".repeat(algorithm.keyLength() / 8);
        assertThat(answered(card, SmartCardFixture.key(algorithm, factory))).isEqualTo(ACCEPTED);
    }

    @Test
    void refusesAWrongAnswerInEitherWord() {
        SmartCard yubikey = SmartCardFixture.identify(VirtualCardBuilder.piv().build());
        SmartCard another = SmartCardFixture.identify(
                VirtualCardBuilder.piv().withoutExtensions().build());
        assertThat(answered(yubikey, other(KeyAlgorithm.TDES))).isEqualTo(new CardResponse.Refused(null));
        assertThat(answered(another, other(KeyAlgorithm.TDES))).isEqualTo(new CardResponse.Refused(null));
    }

    @Test
    void objectsToANewKeyForACardThatCannotTakeIt() {
        SmartCard card = SmartCardFixture.identify(
                VirtualCardBuilder.piv().withoutExtensions().build());
        var answer = SmartCardFixture.factoryKey(card).respond(SmartCardFixture.challenge(card));
        assertThat(card.validate(new Instruction.PutKey(answer, other(KeyAlgorithm.TDES))))
                .contains(new CardResponse.Unexpected("no command to replace its key"));
    }

    @Test
    void setsThePinByThePukAndReplacesThePuk() {
        SmartCard card = SmartCardFixture.identify(VirtualCardBuilder.piv().build());
        List<Pin> puks = List.of(SmartCardFixture.pin("12345678"));
        assertThat(card.setPin(SmartCardFixture.pin("246802"), puks)).isEqualTo(ACCEPTED);
        assertThat(card.changePuk(puks, SmartCardFixture.pin("13579135"))).isEqualTo(ACCEPTED);
        assertThat(card.verifyPin(SmartCardFixture.pin("246802"))).isEqualTo(ACCEPTED);
        assertThat(card.setPin(SmartCardFixture.pin("135790"), List.of(SmartCardFixture.pin("13579135"))))
                .isEqualTo(ACCEPTED);
    }

    @Test
    void triesTheSecondPukOnlyIfTheFirstWasRefused() {
        SmartCard card = SmartCardFixture.identify(VirtualCardBuilder.piv().build());
        List<Pin> puks = List.of(SmartCardFixture.pin("13579135"), SmartCardFixture.pin("12345678"));
        assertThat(card.setPin(SmartCardFixture.pin("246802"), puks)).isEqualTo(ACCEPTED);
        assertThat(card.changePuk(puks, SmartCardFixture.pin("13579135"))).isEqualTo(ACCEPTED);
        assertThat(card.setPin(SmartCardFixture.pin("246802"), puks)).isEqualTo(ACCEPTED);
    }

    @Test
    void triesNoThirdPuk() {
        SmartCard card = SmartCardFixture.identify(VirtualCardBuilder.piv().build());
        List<Pin> puks = List.of(SmartCardFixture.pin("00000000"), SmartCardFixture.pin("11111111"));
        assertThat(card.setPin(SmartCardFixture.pin("246802"), puks)).isEqualTo(new CardResponse.Refused(1));
    }

    @Test
    void stopsAtABlockedPuk() {
        SmartCard card =
                SmartCardFixture.identify(VirtualCardBuilder.piv().pukTries(1).build());
        List<Pin> puks = List.of(SmartCardFixture.pin("00000000"), SmartCardFixture.pin("12345678"));
        assertThat(card.setPin(SmartCardFixture.pin("246802"), puks)).isEqualTo(new CardResponse.Blocked());
    }

    @Test
    void replacesThePukWhereTheUserMakesThePin() {
        SmartCard card = SmartCardFixture.identify(VirtualCardBuilder.piv().build());
        List<Pin> puks = List.of(SmartCardFixture.pin("00000000"), SmartCardFixture.pin("12345678"));
        assertThat(card.changePuk(puks, SmartCardFixture.pin("13579135"))).isEqualTo(ACCEPTED);
        assertThat(card.verifyPin(SmartCardFixture.pin("123456"))).isEqualTo(ACCEPTED);
    }

    @Test
    void leavesAPukThatWasReplacedBefore() {
        VirtualCard virtual = VirtualCardBuilder.piv().puk("13579135").build();
        SmartCard card = SmartCardFixture.identify(virtual);
        List<Pin> puks = List.of(SmartCardFixture.pin("13579135"), SmartCardFixture.pin("12345678"));
        card.setPin(SmartCardFixture.pin("246802"), puks);
        virtual.tearAfter(1);
        assertThat(card.changePuk(puks, SmartCardFixture.pin("13579135"))).isEqualTo(ACCEPTED);
    }

    @Test
    void stopsBeforeACardWhosePinCounterIsNotFull() {
        VirtualCard virtual = VirtualCardBuilder.piv().build();
        SmartCardFixture.identify(virtual).verifyPin(SmartCardFixture.pin("000000"));
        SmartCard card = SmartCardFixture.identify(virtual);
        assertThat(card.validate(
                        setPin(card, SmartCardFixture.pin("246802"), List.of(SmartCardFixture.pin("12345678")))))
                .contains(new CardResponse.Unexpected("the PIN counter is not full"));
    }

    @Test
    void stopsBeforeACardWhosePukCounterIsNotFull() {
        VirtualCard virtual = VirtualCardBuilder.piv().build();
        SmartCardFixture.identify(virtual)
                .changePuk(List.of(SmartCardFixture.pin("00000000")), SmartCardFixture.pin("13579135"));
        SmartCard card = SmartCardFixture.identify(virtual);
        var answer = SmartCardFixture.factoryKey(card).respond(SmartCardFixture.challenge(card));
        CardResponse full = new CardResponse.Unexpected("the PUK counter is not full");
        assertThat(card.validate(new Instruction.PutKey(answer, other(KeyAlgorithm.TDES))))
                .contains(full);
        assertThat(card.validate(
                        setPin(card, SmartCardFixture.pin("246802"), List.of(SmartCardFixture.pin("12345678")))))
                .contains(full);
    }

    @Test
    void showsATornCardTwoPuksAsLongAsItTakesThem() {
        VirtualCard virtual = VirtualCardBuilder.piv().build();
        List<Pin> puks = List.of(SmartCardFixture.pin("13579135"), SmartCardFixture.pin("12345678"));
        SmartCardFixture.identify(virtual).changePuk(puks.subList(0, 1), SmartCardFixture.pin("13579135"));
        assertThat(objection(virtual, puks)).isEmpty();
        SmartCardFixture.identify(virtual).changePuk(puks.subList(0, 1), SmartCardFixture.pin("13579135"));
        assertThat(objection(virtual, puks)).contains(new CardResponse.Unexpected("the PUK counter is not full"));
    }

    private static Optional<CardResponse> objection(VirtualCard virtual, List<Pin> puks) {
        SmartCard card = SmartCardFixture.identify(virtual);
        return card.validate(setPin(card, SmartCardFixture.pin("246802"), puks));
    }

    @Test
    void objectsToWhatDoesNotFitAReference() {
        SmartCard card = SmartCardFixture.identify(VirtualCardBuilder.piv().build());
        Instruction longPin =
                setPin(card, SmartCardFixture.pin("123456789"), List.of(SmartCardFixture.pin("12345678")));
        Optional<CardResponse> objection = card.validate(longPin);
        assertThat(objection).contains(new CardResponse.NotSent("a PIN or PUK of a PIV card has at most 8 characters"));
    }

    @Test
    void objectsToAPinWithoutAPuk() {
        SmartCard card = SmartCardFixture.identify(VirtualCardBuilder.piv().build());
        assertThat(card.validate(setPin(card, SmartCardFixture.pin("246802"), List.of())))
                .contains(new CardResponse.NotSent("the PIN of a PIV card is set with its PUK"));
    }

    @Test
    void takesAStepThatWritesNothing() {
        SmartCard card = SmartCardFixture.identify(VirtualCardBuilder.piv().build());
        assertThat(card.validate(setPin(card, null, List.of()))).isEmpty();
    }
}
