package org.cardroom.db.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CardKeysTest {
    private static final KeyRef NEW = new KeyRef(3, 1);

    private final CardKeys fresh = CardKeys.fresh(0);

    @Test
    void beginsWithTheKeyThatTheCardCameWith() {
        assertThat(fresh.confirmed()).isEqualTo(new KeyRef(0, 0));
        assertThat(fresh.proposed()).isNull();
    }

    @Test
    void keepsTheConfirmedKeyWhileAnotherIsProposed() {
        assertThat(fresh.proposing(NEW).confirmed()).isEqualTo(KeyRef.INITIAL);
        assertThat(fresh.proposing(NEW).proposed()).isEqualTo(NEW);
    }

    @Test
    void confirmsTheProposedKeyOnceItIsProven() {
        CardKeys proven =
                fresh.proposing(NEW).maybeSent(true, true).refused(false).proven();
        assertThat(proven).isEqualTo(new CardKeys(NEW, null, false, false, false, true, 0));
    }

    @Test
    void staysWithTheConfirmedKeyWhereNoneWasProposed() {
        assertThat(fresh.proven().confirmed()).isEqualTo(KeyRef.INITIAL);
    }

    @Test
    void remembersWhichKeyWasRefused() {
        assertThat(fresh.refused(false).confirmedRefused()).isTrue();
        assertThat(fresh.refused(false).proposedRefused()).isFalse();
        assertThat(fresh.refused(true).refused(false).proposedRefused()).isTrue();
    }

    @Test
    void forgetsRefusalsOnceAKeyWasPut() {
        CardKeys put = fresh.proposing(NEW).refused(true).refused(false).put();
        assertThat(put.confirmedRefused()).isFalse();
        assertThat(put.proposedRefused()).isFalse();
        assertThat(put.keySent()).isTrue();
    }

    @Test
    void neverForgetsThatSomethingMayHaveBeenSent() {
        CardKeys sent = fresh.maybeSent(true, false).maybeSent(false, true).maybeSent(false, false);
        assertThat(sent.keySent()).isTrue();
        assertThat(sent.pukSent()).isTrue();
    }

    @Test
    void remembersTheVersionOfThePuk() {
        assertThat(fresh.withPuk(2).put().proven().pukVersion()).isEqualTo(2);
    }
}
