package org.cardroom.testkit.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class VirtualCardTest {

    private final VirtualCard card = VirtualCardBuilder.gids().build();
    private final RawCardClient host = new RawCardClient(card);

    @Test
    void drawsAnotherChallengeEachTime() {
        assertThat(host.requestGidsChallenge()).isNotEqualTo(host.requestGidsChallenge());
    }

    @Test
    void secondChallengeDestroysTheFirst() {
        String first = host.requestGidsChallenge();
        host.send(RawCardClient.GET_CHALLENGE);

        assertThat(host.answerGidsChallenge(first, RawCardClient.ZERO_KEY)).isEqualTo("6982");
    }

    @Test
    void countsWhatWasWrittenToIt() {
        host.authenticate(RawCardClient.ZERO_KEY);
        host.send(RawCardClient.PUT_NEW_KEY);
        host.send(RawCardClient.SET_PIN);

        assertThat(card.keyWrites()).isEqualTo(1);
        assertThat(card.pinWrites()).isEqualTo(1);
    }

    @Test
    void countsNothingThatWasRefused() {
        host.send(RawCardClient.SELECT_GIDS);
        host.send(RawCardClient.PUT_NEW_KEY);
        host.send(RawCardClient.SET_PIN);

        assertThat(card.keyWrites()).isZero();
        assertThat(card.pinWrites()).isZero();
    }

    @Test
    void countsWrongAnswersAndForgivesNone() {
        host.authenticate(RawCardClient.NEW_KEY);
        host.authenticate(RawCardClient.ZERO_KEY);
        host.authenticate(RawCardClient.NEW_KEY);

        assertThat(card.wrongAnswers()).isEqualTo(2);
    }

    @Test
    void showsIdAndKindButNoSecret() {
        VirtualCard named =
                VirtualCardBuilder.piv().id("A1B2C3D4E5F60718293A4B5C6D7E8F90").build();

        assertThat(named).hasToString("PIV card A1B2C3D4E5F60718293A4B5C6D7E8F90");
    }

    @Test
    void pulledAfterTheCommandItHasTakenEffect() {
        host.authenticate(RawCardClient.ZERO_KEY);
        card.tearAfter(1);

        assertThatIllegalStateException().isThrownBy(() -> host.send(RawCardClient.PUT_NEW_KEY));

        assertThat(host.authenticate(RawCardClient.NEW_KEY)).isEqualTo("9000");
    }

    @Test
    void pulledBeforeTheCommandItHasNotTakenEffect() {
        host.authenticate(RawCardClient.ZERO_KEY);
        card.tearBefore(1);

        assertThatIllegalStateException().isThrownBy(() -> host.send(RawCardClient.PUT_NEW_KEY));

        assertThat(host.authenticate(RawCardClient.ZERO_KEY)).isEqualTo("9000");
    }

    @Test
    void pulledAtTheNthCommandOnlyOnce() {
        card.tearAfter(2);

        assertThat(host.send(RawCardClient.SELECT_GIDS)).endsWith("9000");
        assertThatIllegalStateException().isThrownBy(() -> host.send(RawCardClient.SELECT_ADMIN_KEY));
        assertThat(host.authenticate(RawCardClient.ZERO_KEY)).isEqualTo("9000");
    }

    @Test
    void pulledInsideAnAtomicKeyWriteItHasTheNewKey() {
        host.authenticate(RawCardClient.ZERO_KEY);
        card.tearDuring(1);

        assertThatIllegalStateException().isThrownBy(() -> host.send(RawCardClient.PUT_NEW_KEY));

        assertThat(host.authenticate(RawCardClient.NEW_KEY)).isEqualTo("9000");
    }

    @Test
    void pulledInsideATearingKeyWriteItHasNoKey() {
        VirtualCard tearing = VirtualCardBuilder.gids().tearingKeyWrite().build();
        RawCardClient its = new RawCardClient(tearing);
        its.authenticate(RawCardClient.ZERO_KEY);
        tearing.tearDuring(1);

        assertThatIllegalStateException().isThrownBy(() -> its.send(RawCardClient.PUT_NEW_KEY));

        assertThat(its.authenticate(RawCardClient.ZERO_KEY)).isEqualTo("6F00");
        assertThat(its.authenticate(RawCardClient.NEW_KEY)).isEqualTo("6F00");
        assertThat(tearing.keyWrites()).isEqualTo(1);
    }

    @Test
    void showsThatItsPinIsBlocked() {
        host.send(RawCardClient.SELECT_GIDS);
        for (int tries = 3; tries > 0; tries--) {
            assertThat(card.isPinBlocked()).isFalse();
            host.send("00200080" + "04" + "39393939");
        }

        assertThat(card.isPinBlocked()).isTrue();
        assertThat(card.isLocked()).isFalse();
    }

    @Test
    void pivTornInsideItsKeyWriteHasNoKey() {
        VirtualCard piv = VirtualCardBuilder.piv()
                .tearingKeyWrite()
                .challenge("0011223344556677")
                .build();
        RawCardClient its = new RawCardClient(piv);
        its.send(RawCardClient.SELECT_PIV);
        its.send("0087039B047C02810000");
        its.send("0087039B0C7C0A820826604D88E55BD3E7");
        piv.tearDuring(1);

        assertThatIllegalStateException().isThrownBy(() -> its.send("00FFFFFF1B039B18" + RawCardClient.NEW_KEY));

        its.send(RawCardClient.SELECT_PIV);
        assertThat(its.send("0087039B047C02810000")).isEqualTo("6F00");
    }
}
