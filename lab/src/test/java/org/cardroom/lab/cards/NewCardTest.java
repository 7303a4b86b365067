package org.cardroom.lab.cards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import javax.smartcardio.ATR;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewCardTest {

    @Test
    void hasAnIdOfItsOwn() {
        VirtualCard first = NewCard.gids().make();

        assertThat(first.id()).matches("[0-9A-F]{32}");
        assertThat(NewCard.gids().make().id()).isNotEqualTo(first.id());
    }

    @Test
    void hasAnAtrWithATrueCheckByte() {
        for (VirtualCard card : List.of(NewCard.gids().make(), NewCard.piv().make())) {
            int xor = 0;
            for (byte b : card.atr()) {
                xor ^= b;
            }
            assertThat(xor).as(card.kind()).isEqualTo(0x3B);
            assertThat(new ATR(card.atr()).getHistoricalBytes()).isNotEmpty();
        }
    }

    @Test
    void takesAnotherAtrKeyAndPin() {
        VirtualCard card =
                NewCard.gids().atr("3B00").adminKey(Host.NEW_KEY).pin("123456").make();
        Host host = new Host(card);

        assertThat(card.atr()).isEqualTo(Bytes.of("3B00"));
        assertThat(host.authenticate(Host.NEW_KEY)).isEqualTo("9000");
        assertThat(host.send("0020008006313233343536")).isEqualTo("9000");
    }

    @Test
    void refusesWhatNoCardHas(@TempDir Path folder) {
        NewCard order = NewCard.piv();

        assertThatIllegalArgumentException().isThrownBy(() -> order.id("00")).withMessage("card id: 16 bytes, not 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> order.adminKey("00".repeat(16)))
                .withMessage("administrator key: 24 bytes, not 16");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> order.algorithm(0x11))
                .withMessage("algorithms are 03, 08, 0A, 0C, not 11");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> order.pinTries(16))
                .withMessage("tries are 1 to 15, not 16");
        assertThatIllegalArgumentException().isThrownBy(() -> order.savedIn(folder));
        assertThatIllegalArgumentException().isThrownBy(() -> order.make().pull(0));
    }
}
