package org.cardroom.testkit.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import javax.smartcardio.ATR;
import org.cardroom.testkit.apdu.ByteArrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VirtualCardBuilderTest {

    @Test
    void hasAnIdOfItsOwn() {
        VirtualCard first = VirtualCardBuilder.gids().build();

        assertThat(first.id()).matches("[0-9A-F]{32}");
        assertThat(VirtualCardBuilder.gids().build().id()).isNotEqualTo(first.id());
    }

    @Test
    void hasAnAtrWithATrueCheckByte() {
        for (VirtualCard card : List.of(
                VirtualCardBuilder.gids().build(), VirtualCardBuilder.piv().build())) {
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
        VirtualCard card = VirtualCardBuilder.gids()
                .atr("3B00")
                .adminKey(RawCardClient.NEW_KEY)
                .pin("123456")
                .build();
        RawCardClient host = new RawCardClient(card);

        assertThat(card.atr()).isEqualTo(ByteArrays.of("3B00"));
        assertThat(host.authenticate(RawCardClient.NEW_KEY)).isEqualTo("9000");
        assertThat(host.send("0020008006313233343536")).isEqualTo("9000");
    }

    @Test
    void refusesWhatNoCardHas(@TempDir Path folder) {
        VirtualCardBuilder builder = VirtualCardBuilder.piv();

        assertThatIllegalArgumentException().isThrownBy(() -> builder.id("00")).withMessage("card id: 16 bytes, not 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.adminKey("00".repeat(16)))
                .withMessage("administrator key: 24 bytes, not 16");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.algorithm(0x11))
                .withMessage("algorithms are 03, 08, 0A, 0C, not 11");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.pinTries(16))
                .withMessage("tries are 1 to 15, not 16");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.withFile(folder));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.build().tearAfter(0));
    }
}
