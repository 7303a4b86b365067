package org.cardroom.domain.card;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CardKeyStateTest {
    private static final AdminKeyRef NEW = new AdminKeyRef(3, 1);

    private final CardKeyState fresh = CardKeyState.initial(0);

    @Test
    void beginsWithTheKeyThatTheCardCameWith() {
        assertThat(fresh.confirmed()).isEqualTo(new AdminKeyRef(0, 0));
        assertThat(fresh.proposed()).isNull();
    }

    @Test
    void keepsTheConfirmedKeyWhileAnotherIsProposed() {
        assertThat(fresh.withProposed(NEW).confirmed()).isEqualTo(AdminKeyRef.INITIAL);
        assertThat(fresh.withProposed(NEW).proposed()).isEqualTo(NEW);
    }

    @Test
    void confirmsTheProposedKeyOnceItIsProven() {
        CardKeyState proven = fresh.withProposed(NEW)
                .withPossibleWrites(true, true)
                .withRefusal(false)
                .withKeyConfirmed();
        assertThat(proven).isEqualTo(new CardKeyState(NEW, null, false, false, false, true, 0));
    }

    @Test
    void staysWithTheConfirmedKeyWhereNoneWasProposed() {
        assertThat(fresh.withKeyConfirmed().confirmed()).isEqualTo(AdminKeyRef.INITIAL);
    }

    @Test
    void remembersWhichKeyWasRefused() {
        assertThat(fresh.withRefusal(false).confirmedRefused()).isTrue();
        assertThat(fresh.withRefusal(false).proposedRefused()).isFalse();
        assertThat(fresh.withRefusal(true).withRefusal(false).proposedRefused()).isTrue();
    }

    @Test
    void forgetsRefusalsOnceAKeyWasPut() {
        CardKeyState put =
                fresh.withProposed(NEW).withRefusal(true).withRefusal(false).withKeyWritten();
        assertThat(put.confirmedRefused()).isFalse();
        assertThat(put.proposedRefused()).isFalse();
        assertThat(put.keyMayBeWritten()).isTrue();
    }

    @Test
    void neverForgetsThatSomethingMayHaveBeenSent() {
        CardKeyState sent = fresh.withPossibleWrites(true, false)
                .withPossibleWrites(false, true)
                .withPossibleWrites(false, false);
        assertThat(sent.keyMayBeWritten()).isTrue();
        assertThat(sent.pukMayBeWritten()).isTrue();
    }

    @Test
    void remembersTheVersionOfThePuk() {
        assertThat(fresh.withPukVersion(2).withKeyWritten().withKeyConfirmed().pukVersion())
                .isEqualTo(2);
    }
}
