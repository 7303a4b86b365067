package org.cardroom.lab.pcsc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import org.cardroom.lab.cards.NewCard;
import org.cardroom.lab.cards.VirtualCard;
import org.cardroom.lab.pcsc.Witnesses.Testimony;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class PcscdTest {

    private static final String PIN = "000000";

    @TempDir
    private Path folder;

    private Pcscd pcscd;
    private PcscSlot slot;
    private Witnesses witnesses;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(Witnesses.canTestify(), "no PC/SC");
        pcscd = Pcscd.start(folder, 2, Duration.ZERO);
        slot = pcscd.slots().get(1);
        witnesses = Witnesses.at(pcscd);
    }

    @AfterEach
    void stop() {
        if (pcscd != null) {
            pcscd.close();
        }
    }

    @Test
    void showsACardThatIsPutInAndTakenOut() {
        slot.insert(NewCard.gids().make());
        assertThat(witnesses.verifyPin(slot, PIN).accepted()).isTrue();
        slot.remove();

        assertThat(slot.isEmpty()).isTrue();
        assertThat(witnesses.verifyPin(slot, PIN).accepted()).isFalse();
    }

    @Test
    void countsTheCommandsOfACard() {
        slot.insert(NewCard.gids().make());
        assertThat(slot.commands()).isZero();
        witnesses.verifyPin(slot, PIN);
        assertThat(slot.commands()).isPositive();
    }

    @Test
    void losesACardThatIsTornOut() {
        VirtualCard card = NewCard.gids().make();
        slot.insert(card);
        card.pull(3);

        Testimony testimony = witnesses.verifyPin(slot, PIN);

        assertThat(testimony.accepted()).isFalse();
        assertThat(slot.isEmpty()).isTrue();
        slot.insert(card);
        assertThat(witnesses.verifyPin(slot, PIN).accepted()).isTrue();
    }

    @Test
    void startsAgainWithEmptyReaders() throws IOException {
        VirtualCard card = NewCard.gids().make();
        slot.insert(card);
        pcscd.stop();
        assertThat(slot.isEmpty()).isTrue();
        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> slot.insert(card));

        pcscd.restart();
        slot.insert(card);
        assertThat(witnesses.verifyPin(slot, PIN).accepted()).isTrue();
    }

    @Test
    void refusesWhatNoServiceHas() {
        slot.insert(NewCard.gids().make());
        assertThatIllegalStateException()
                .isThrownBy(() -> slot.insert(NewCard.gids().make()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pcscd.start(folder, 17, Duration.ZERO))
                .withMessage("readers are 1 to 16, not 17");
        assertThatIOException()
                .isThrownBy(() -> Pcscd.start(folder.resolve("x".repeat(100)), 1, Duration.ZERO))
                .withMessageContaining("at most 107 characters");
    }
}
