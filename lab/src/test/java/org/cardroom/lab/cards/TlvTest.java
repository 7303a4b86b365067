package org.cardroom.lab.cards;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlvTest {

    @Test
    void followsAPathOfNestedTags() {
        byte[] bytes = Bytes.of("7C0780008103AABBCC");

        assertThat(Tlv.find(bytes, 0x7C, 0x81)).hasValue(Bytes.of("AABBCC"));
        assertThat(Tlv.find(bytes, 0x7C, 0x80)).hasValue(new byte[0]);
        assertThat(Tlv.find(bytes, 0x7C, 0x82)).isEmpty();
        assertThat(Tlv.find(bytes, 0x7D)).isEmpty();
    }

    @Test
    void readsLongTagsAndLongLengths() {
        assertThat(Tlv.find(Bytes.of("DF2001AA"), 0xDF20)).hasValue(Bytes.of("AA"));
        assertThat(Tlv.find(Bytes.of("5FC10201AA"), 0x5FC102)).hasValue(Bytes.of("AA"));
        assertThat(Tlv.find(Bytes.of("708101AA"), 0x70)).hasValue(Bytes.of("AA"));
        assertThat(Tlv.find(Bytes.of("70820001AA"), 0x70)).hasValue(Bytes.of("AA"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7C", "7C05AABB", "7C81", "7C80AA", "7C83000001AA", "7F", "7FFFFF", "7C82"})
    void findsNothingInBrokenBytes(String bytes) {
        assertThat(Tlv.find(Bytes.of(bytes), 0x7C)).isEmpty();
    }

    @Test
    void writesWhatItReads() {
        byte[] value = new byte[200];

        assertThat(Tlv.of(0x7F71, Tlv.of(0x97, Bytes.of(3)))).isEqualTo(Bytes.of("7F7103970103"));
        assertThat(Tlv.find(Tlv.of(0x70, value), 0x70)).hasValue(value);
    }
}
