package org.cardroom.testkit.apdu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimTlvTest {

    @Test
    void followsAPathOfNestedTags() {
        byte[] bytes = ByteArrays.of("7C0780008103AABBCC");

        assertThat(SimTlv.find(bytes, 0x7C, 0x81)).hasValue(ByteArrays.of("AABBCC"));
        assertThat(SimTlv.find(bytes, 0x7C, 0x80)).hasValue(new byte[0]);
        assertThat(SimTlv.find(bytes, 0x7C, 0x82)).isEmpty();
        assertThat(SimTlv.find(bytes, 0x7D)).isEmpty();
    }

    @Test
    void readsLongTagsAndLongLengths() {
        assertThat(SimTlv.find(ByteArrays.of("DF2001AA"), 0xDF20)).hasValue(ByteArrays.of("AA"));
        assertThat(SimTlv.find(ByteArrays.of("5FC10201AA"), 0x5FC102)).hasValue(ByteArrays.of("AA"));
        assertThat(SimTlv.find(ByteArrays.of("708101AA"), 0x70)).hasValue(ByteArrays.of("AA"));
        assertThat(SimTlv.find(ByteArrays.of("70820001AA"), 0x70)).hasValue(ByteArrays.of("AA"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7C", "7C05AABB", "7C81", "7C80AA", "7C83000001AA", "7F", "7FFFFF", "7C82"})
    void findsNothingInBrokenBytes(String bytes) {
        assertThat(SimTlv.find(ByteArrays.of(bytes), 0x7C)).isEmpty();
    }

    @Test
    void writesWhatItReads() {
        byte[] value = new byte[200];

        assertThat(SimTlv.of(0x7F71, SimTlv.of(0x97, ByteArrays.of(3)))).isEqualTo(ByteArrays.of("7F7103970103"));
        assertThat(SimTlv.find(SimTlv.of(0x70, value), 0x70)).hasValue(value);
    }
}
