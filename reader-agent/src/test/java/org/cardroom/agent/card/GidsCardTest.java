package org.cardroom.agent.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.cardroom.agent.apdu.ApduScript;
import org.cardroom.events.card.Atr;
import org.cardroom.events.card.Challenge;
import org.cardroom.events.message.CardResponse;
import org.cardroom.events.message.Instruction;
import org.cardroom.events.secret.AdminKey;
import org.cardroom.events.secret.KeyAlgorithm;
import org.cardroom.testkit.card.VirtualCard;
import org.cardroom.testkit.card.VirtualCardBuilder;
import org.junit.jupiter.api.Test;

class GidsCardTest {
    private static final CardResponse ACCEPTED = new CardResponse.Accepted();
    private static final String IDENTIFIED = """
            > 00 A4 04 00 09 A00000039742544659 00
            < 90 00
            > 00 CB A0 12 04 5C 02 DF 20 00
            < DF 20 10 A1B2C3D4E5F60718293A4B5C6D7E8F90 90 00
            """;
    private static final String CHALLENGED = """
            > 00 22 C1 A4 03 83 01 80
            < 90 00
            > 00 87 00 00 04 7C 02 81 00 00
            < 7C 0A 81 08 A892D75601617C5D 90 00
            """;

    private static SmartCard scripted(String... parts) {
        return SmartCardFixture.identify(ApduScript.of(IDENTIFIED + String.join("", parts)), new Atr("3B00"));
    }

    private static CardResponse answered(SmartCard card, AdminKey key) {
        return card.authenticate(key.respond(SmartCardFixture.challenge(card)));
    }

    @Test
    void issuesACardToTheByte() {
        ApduScript script = ApduScript.of(IDENTIFIED + CHALLENGED + """
                > 00 87 00 00 0C 7C 0A 82 08 1951EC3EF81BBABB
                < 90 00
                > 00 DB 3F FF 26 70 24 84 01 80 A5 1F 87 18 1023456789ABCDEF0123456789ABCDEF1032547698BADCFE 88 03 7797E5
                < 90 00
                > 00 2C 02 80 06 343933383137
                < 90 00
                > 00 CB 3F FF 04 5C 02 7F 71 00
                < 7F 71 06 97 01 03 93 01 03 90 00
                """);
        SmartCard card = SmartCardFixture.identify(script, new Atr("3B00"));
        assertThat(answered(card, SmartCardFixture.factoryKey(card))).isEqualTo(ACCEPTED);
        assertThat(card.putKey(SmartCardFixture.key(KeyAlgorithm.TDES, SmartCardFixture.NEW_KEY)))
                .isEqualTo(ACCEPTED);
        assertThat(card.setPin(SmartCardFixture.pin("493817"), List.of())).isEqualTo(ACCEPTED);
        assertThat(script.isComplete() && script.isCleared()).isTrue();
    }

    @Test
    void takesTheNewKeyAndThePin() {
        VirtualCard virtual = VirtualCardBuilder.gids().build();
        SmartCard card = SmartCardFixture.identify(virtual);
        AdminKey key = SmartCardFixture.key(KeyAlgorithm.TDES, SmartCardFixture.NEW_KEY);
        answered(card, SmartCardFixture.factoryKey(card));
        assertThat(card.putKey(key)).isEqualTo(ACCEPTED);
        assertThat(answered(card, key)).isEqualTo(ACCEPTED);
        assertThat(card.setPin(SmartCardFixture.pin("493817"), List.of())).isEqualTo(ACCEPTED);
        assertThat(card.verifyPin(SmartCardFixture.pin("493817"))).isEqualTo(ACCEPTED);
        assertThat(card.verifyPin(SmartCardFixture.pin("493818"))).isEqualTo(new CardResponse.Refused(2));
    }

    @Test
    void refusesAWrongAnswerWithoutACounter() {
        SmartCard card = SmartCardFixture.identify(VirtualCardBuilder.gids().build());
        assertThat(answered(card, SmartCardFixture.key(KeyAlgorithm.TDES, SmartCardFixture.NEW_KEY)))
                .isEqualTo(new CardResponse.Refused(null));
    }

    @Test
    void saysThatACardIsBlocked() {
        SmartCard card = SmartCardFixture.identify(
                VirtualCardBuilder.gids().adminTries(1).build());
        answered(card, SmartCardFixture.key(KeyAlgorithm.TDES, SmartCardFixture.NEW_KEY));
        assertThat(card.requestChallenge())
                .isEqualTo(new SmartCard.ChallengeResult.NoChallenge(new CardResponse.Blocked()));
    }

    @Test
    void answersAChallengeOnlyOnce() {
        SmartCard card = SmartCardFixture.identify(VirtualCardBuilder.gids().build());
        answered(card, SmartCardFixture.factoryKey(card));
        AdminKey key = SmartCardFixture.factoryKey(card);
        assertThatIllegalStateException()
                .isThrownBy(() -> card.authenticate(key.respond(new Challenge("00".repeat(8)))));
    }

    @Test
    void noticesThatThePinCounterIsNotFull() {
        SmartCard card = scripted("""
                > 00 2C 02 80 06 343933383137
                < 90 00
                > 00 CB 3F FF 04 5C 02 7F 71 00
                < 7F 71 06 97 01 02 93 01 03 90 00
                """);
        assertThat(card.setPin(SmartCardFixture.pin("493817"), List.of()))
                .isEqualTo(new CardResponse.Unexpected("the PIN counter is not full"));
    }

    @Test
    void doesNotUnderstandAShortChallenge() {
        SmartCard card = scripted(CHALLENGED.replace("7C 0A 81 08 A892D75601617C5D", "7C 04 81 02 A892"));
        assertThat(card.requestChallenge())
                .isEqualTo(new SmartCard.ChallengeResult.NoChallenge(new CardResponse.Unexpected("no challenge")));
    }

    @Test
    void saysThatItWasPulledWhileItWasWritten() {
        SmartCard card = scripted("> 00 2C 02 80 06 343933383137\n!");
        assertThat(card.setPin(SmartCardFixture.pin("493817"), List.of())).isEqualTo(new CardResponse.Removed());
    }

    @Test
    void objectsToAKeyOfAnotherAlgorithm() {
        SmartCard card = SmartCardFixture.identify(VirtualCardBuilder.gids().build());
        AdminKey aes = SmartCardFixture.key(KeyAlgorithm.AES_192, SmartCardFixture.NEW_KEY);
        var putKey = new Instruction.PutKey(
                SmartCardFixture.factoryKey(card).respond(SmartCardFixture.challenge(card)), aes);
        assertThat(card.validate(putKey)).contains(new CardResponse.NotSent("a GIDS card supports 3DES keys only"));
    }

    @Test
    void objectsToAPuk() {
        SmartCard card = SmartCardFixture.identify(VirtualCardBuilder.gids().build());
        var answer = SmartCardFixture.factoryKey(card).respond(SmartCardFixture.challenge(card));
        var setPin = new Instruction.SetPin(
                answer, null, List.of(SmartCardFixture.pin("12345678")), SmartCardFixture.pin("87654321"));
        assertThat(card.validate(setPin)).contains(new CardResponse.NotSent("a GIDS card has no PUK"));
    }

    @Test
    void objectsToAnAnswerOfAnotherLength() {
        SmartCard card = SmartCardFixture.identify(VirtualCardBuilder.gids().build());
        SmartCardFixture.challenge(card);
        AdminKey aes = SmartCardFixture.key(KeyAlgorithm.AES_192, SmartCardFixture.NEW_KEY);
        var answer = aes.respond(new Challenge("00".repeat(16)));
        assertThat(card.validate(new Instruction.SetPin(answer, null, List.of(), null)))
                .contains(new CardResponse.NotSent("the answer does not have the challenge's length"));
    }
}
