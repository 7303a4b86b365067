package org.cardroom.lab.cards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class VirtualCardTest {

    private final VirtualCard card = NewCard.gids().make();
    private final Host host = new Host(card);

    @Test
    void drawsAnotherChallengeEachTime() {
        assertThat(host.gidsChallenge()).isNotEqualTo(host.gidsChallenge());
    }

    @Test
    void secondChallengeDestroysTheFirst() {
        String first = host.gidsChallenge();
        host.send(Host.ASK_CHALLENGE);

        assertThat(host.gidsAnswer(first, Host.ZERO_KEY)).isEqualTo("6982");
    }

    @Test
    void countsWhatWasWrittenToIt() {
        host.authenticate(Host.ZERO_KEY);
        host.send(Host.PUT_NEW_KEY);
        host.send(Host.SET_PIN);

        assertThat(card.keyWrites()).isEqualTo(1);
        assertThat(card.pinWrites()).isEqualTo(1);
    }

    @Test
    void countsNothingThatWasRefused() {
        host.send(Host.SELECT_GIDS);
        host.send(Host.PUT_NEW_KEY);
        host.send(Host.SET_PIN);

        assertThat(card.keyWrites()).isZero();
        assertThat(card.pinWrites()).isZero();
    }

    @Test
    void countsWrongAnswersAndForgivesNone() {
        host.authenticate(Host.NEW_KEY);
        host.authenticate(Host.ZERO_KEY);
        host.authenticate(Host.NEW_KEY);

        assertThat(card.wrongAnswers()).isEqualTo(2);
    }

    @Test
    void showsIdAndKindButNoSecret() {
        VirtualCard named = NewCard.piv().id("A1B2C3D4E5F60718293A4B5C6D7E8F90").make();

        assertThat(named).hasToString("PIV card A1B2C3D4E5F60718293A4B5C6D7E8F90");
    }

    @Test
    void pulledAfterTheCommandItHasTakenEffect() {
        host.authenticate(Host.ZERO_KEY);
        card.pull(1);

        assertThatIllegalStateException().isThrownBy(() -> host.send(Host.PUT_NEW_KEY));

        assertThat(host.authenticate(Host.NEW_KEY)).isEqualTo("9000");
    }

    @Test
    void pulledBeforeTheCommandItHasNotTakenEffect() {
        host.authenticate(Host.ZERO_KEY);
        card.pullBefore(1);

        assertThatIllegalStateException().isThrownBy(() -> host.send(Host.PUT_NEW_KEY));

        assertThat(host.authenticate(Host.ZERO_KEY)).isEqualTo("9000");
    }

    @Test
    void pulledAtTheNthCommandOnlyOnce() {
        card.pull(2);

        assertThat(host.send(Host.SELECT_GIDS)).endsWith("9000");
        assertThatIllegalStateException().isThrownBy(() -> host.send(Host.CHOOSE_ADMIN_KEY));
        assertThat(host.authenticate(Host.ZERO_KEY)).isEqualTo("9000");
    }

    @Test
    void pulledInsideAnAtomicKeyWriteItHasTheNewKey() {
        host.authenticate(Host.ZERO_KEY);
        card.pullInside(1);

        assertThatIllegalStateException().isThrownBy(() -> host.send(Host.PUT_NEW_KEY));

        assertThat(host.authenticate(Host.NEW_KEY)).isEqualTo("9000");
    }

    @Test
    void pulledInsideATearingKeyWriteItHasNoKey() {
        VirtualCard tearing = NewCard.gids().tearingKeyWrite().make();
        Host its = new Host(tearing);
        its.authenticate(Host.ZERO_KEY);
        tearing.pullInside(1);

        assertThatIllegalStateException().isThrownBy(() -> its.send(Host.PUT_NEW_KEY));

        assertThat(its.authenticate(Host.ZERO_KEY)).isEqualTo("6F00");
        assertThat(its.authenticate(Host.NEW_KEY)).isEqualTo("6F00");
        assertThat(tearing.keyWrites()).isEqualTo(1);
    }

    @Test
    void showsThatItsPinIsBlocked() {
        host.send(Host.SELECT_GIDS);
        for (int tries = 3; tries > 0; tries--) {
            assertThat(card.isPinBlocked()).isFalse();
            host.send("00200080" + "04" + "39393939");
        }

        assertThat(card.isPinBlocked()).isTrue();
        assertThat(card.isLocked()).isFalse();
    }

    @Test
    void pivTornInsideItsKeyWriteHasNoKey() {
        VirtualCard piv =
                NewCard.piv().tearingKeyWrite().challenge("0011223344556677").make();
        Host its = new Host(piv);
        its.send(Host.SELECT_PIV);
        its.send("0087039B047C02810000");
        its.send("0087039B0C7C0A820826604D88E55BD3E7");
        piv.pullInside(1);

        assertThatIllegalStateException().isThrownBy(() -> its.send("00FFFFFF1B039B18" + Host.NEW_KEY));

        its.send(Host.SELECT_PIV);
        assertThat(its.send("0087039B047C02810000")).isEqualTo("6F00");
    }
}
