package org.cardroom.testkit.apdu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimCommandTest {

    @Test
    void readsTheHeader() {
        SimCommand command = SimCommand.parse(ByteArrays.of("00A40412")).orElseThrow();

        assertThat(command.cla()).isZero();
        assertThat(command.ins()).isEqualTo(0xA4);
        assertThat(command.p1()).isEqualTo(0x04);
        assertThat(command.p2()).isEqualTo(0x12);
        assertThat(command.p1p2()).isEqualTo(0x0412);
    }

    @ParameterizedTest
    @CsvSource({
        "00200080, ''",
        "0020008000, ''",
        "0020008002AABB, AABB",
        "0020008002AABB00, AABB",
        "00200080000000, ''",
        "00200080000002AABB, AABB",
        "00200080000002AABB0000, AABB",
    })
    void readsAllForms(String apdu, String data) {
        assertThat(SimCommand.parse(ByteArrays.of(apdu)).orElseThrow().data()).isEqualTo(ByteArrays.of(data));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "002000",
                "0020008002AA",
                "0020008002AABB0000",
                "002000800000",
                "0020008000000000",
                "00200080000002AA",
                "00200080000002AABB00"
            })
    void refusesLengthsThatDoNotAgree(String apdu) {
        assertThat(SimCommand.parse(ByteArrays.of(apdu))).isEmpty();
    }
}
