package org.cardroom.agent.apdu;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.cardroom.events.card.Hex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BerTlvTest {
    private static Optional<ByteBuffer> find(String hex, int... tags) {
        return BerTlv.find(ByteBuffer.wrap(Hex.bytes(hex)), tags);
    }

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(Hex.bytes(hex));
    }

    @Test
    void findsAValueInsideAnother() {
        assertThat(find("7F7106970103930105", 0x7F71, 0x93)).contains(bytes("05"));
    }

    @Test
    void findsTheSecondOfTwo() {
        assertThat(find("3001AA3402BBCC", 0x34)).contains(bytes("BBCC"));
    }

    @Test
    void readsLongLengths() {
        String value = "00".repeat(200);
        assertThat(find("5381C8" + value, 0x53)).contains(bytes(value));
        assertThat(find("538200C8" + value, 0x53)).contains(bytes(value));
    }

    @Test
    void findsAnEmptyValue() {
        assertThat(find("3E00", 0x3E)).contains(bytes(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7C", "7C0A", "7C0A8108", "7F", "7F71", "7C80", "7C83000001", "7C81", "7C8201", "0000"})
    void findsNothingInWhatIsCutOff(String hex) {
        assertThat(find(hex, 0x7C)).isEmpty();
        assertThat(find(hex, 0x7F71)).isEmpty();
    }

    @Test
    void takesOnlyTheLengthThatIsWanted() {
        assertThat(BerTlv.bytesOfLength(2, Optional.of(bytes("0102")))).contains(Hex.bytes("0102"));
        assertThat(BerTlv.bytesOfLength(3, Optional.of(bytes("0102")))).isEmpty();
    }
}
