package org.cardroom.testkit.pcsc;

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
import org.cardroom.testkit.card.VirtualCard;
import org.cardroom.testkit.card.VirtualCardBuilder;
import org.cardroom.testkit.pcsc.ExternalCardTools.ToolResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class VirtualPcscdTest {

    private static final String PIN = "000000";

    @TempDir
    private Path folder;

    private VirtualPcscd pcscd;
    private VpcdSlot slot;
    private ExternalCardTools cardTools;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(ExternalCardTools.checkAvailable(), "no PC/SC");
        pcscd = VirtualPcscd.start(folder, 2, Duration.ZERO);
        slot = pcscd.slots().get(1);
        cardTools = new ExternalCardTools(pcscd);
    }

    @AfterEach
    void stop() {
        if (pcscd != null) {
            pcscd.close();
        }
    }

    @Test
    void showsACardThatIsPutInAndTakenOut() {
        slot.insert(VirtualCardBuilder.gids().build());
        assertThat(cardTools.verifyPin(slot, PIN).accepted()).isTrue();
        slot.remove();

        assertThat(slot.isEmpty()).isTrue();
        assertThat(cardTools.verifyPin(slot, PIN).accepted()).isFalse();
    }

    @Test
    void countsTheCommandsOfACard() {
        slot.insert(VirtualCardBuilder.gids().build());
        assertThat(slot.commandCount()).isZero();
        cardTools.verifyPin(slot, PIN);
        assertThat(slot.commandCount()).isPositive();
    }

    @Test
    void losesACardThatIsTornOut() {
        VirtualCard card = VirtualCardBuilder.gids().build();
        slot.insert(card);
        card.tearAfter(3);

        ToolResult result = cardTools.verifyPin(slot, PIN);

        assertThat(result.accepted()).isFalse();
        assertThat(slot.isEmpty()).isTrue();
        slot.insert(card);
        assertThat(cardTools.verifyPin(slot, PIN).accepted()).isTrue();
    }

    @Test
    void startsAgainWithEmptyReaders() throws IOException {
        VirtualCard card = VirtualCardBuilder.gids().build();
        slot.insert(card);
        pcscd.stop();
        assertThat(slot.isEmpty()).isTrue();
        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> slot.insert(card));

        pcscd.restart();
        slot.insert(card);
        assertThat(cardTools.verifyPin(slot, PIN).accepted()).isTrue();
    }

    @Test
    void refusesWhatNoServiceHas() {
        slot.insert(VirtualCardBuilder.gids().build());
        assertThatIllegalStateException()
                .isThrownBy(() -> slot.insert(VirtualCardBuilder.gids().build()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VirtualPcscd.start(folder, 17, Duration.ZERO))
                .withMessage("readers are 1 to 16, not 17");
        assertThatIOException()
                .isThrownBy(() -> VirtualPcscd.start(folder.resolve("x".repeat(100)), 1, Duration.ZERO))
                .withMessageContaining("at most 107 characters");
    }
}
