package org.cardroom.events.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class CardValuesTest {
    private static final String ID = "3FF1BCBCBA8337404262346EBA1291C6";

    @Test
    void putsHexIntoUpperCase() {
        assertThat(new Atr("3b00").hex()).isEqualTo("3B00");
    }

    @Test
    void refusesAnAtrOfOneByte() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Atr("3B"))
                .withMessage("ATR must have 2 to 33 bytes, this has 1");
    }

    @Test
    void refusesOddHex() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Challenge("ABC"))
                .withMessage("challenge is not hex with two digits a byte");
    }

    @Test
    void refusesSevenByteChallenge() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Challenge("CFAA62118BBD25"))
                .withMessage("challenge must have 8 to 16 bytes, this has 7");
    }

    @Test
    void refusesTwelveByteChallenge() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Challenge("00".repeat(12)))
                .withMessage("challenge must have 8 or 16 bytes, this has 12");
    }

    @Test
    void readsTheWorkedExamplesChallenge() {
        assertThat(Challenge.ofBase64("1hFD+cz/0so=").hex()).isEqualTo("D61143F9CCFFD2CA");
    }

    @Test
    void readsAGuidInDotNetOrder() {
        assertThat(CardId.parse("bc88f13f-83ba-4037-8262-46eba1291c6e").hex())
                .isEqualTo("3FF188BCBA833740826246EBA1291C6E");
    }

    @Test
    void showsTheGuidItWasReadFrom() {
        assertThat(CardId.parse("bc88f13f-83ba-4037-8262-46eba1291c6e").guid())
                .isEqualTo("bc88f13f-83ba-4037-8262-46eba1291c6e");
    }

    @Test
    void readsHexInCardOrder() {
        assertThat(CardId.parse(ID.toLowerCase(java.util.Locale.ROOT)).hex()).isEqualTo(ID);
    }

    @Test
    void refusesAGuidInBraces() {
        assertThatIllegalArgumentException().isThrownBy(() -> CardId.parse("{bc88f13f-83ba-4037-8262-46eba1291c6e}"));
    }
}
