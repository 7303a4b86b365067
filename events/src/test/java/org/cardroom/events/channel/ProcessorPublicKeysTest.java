package org.cardroom.events.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.cardroom.events.codec.MessageJson;
import org.junit.jupiter.api.Test;

class ProcessorPublicKeysTest {
    private static final HpkePublicKey KEY = new HpkePublicKey("AB".repeat(32));

    private static ProcessorPublicKeys read(String json) {
        return MessageJson.read(json.getBytes(StandardCharsets.UTF_8), ProcessorPublicKeys.class);
    }

    @Test
    void readsAndWritesOneFormat() {
        String json = "{\"channelKeys\":{\"processors-1\":\"" + KEY.hex() + "\"}}";
        ProcessorPublicKeys keys = read(json);
        assertThat(keys.channelKeys()).isEqualTo(Map.of("processors-1", KEY));
        assertThat(new String(MessageJson.write(keys), StandardCharsets.UTF_8)).isEqualTo(json);
    }

    @Test
    void takesTheNewestByItsNumber() {
        assertThat(new ProcessorPublicKeys(Map.of("processors-9", KEY, "processors-10", KEY)).newestKeyId())
                .isEqualTo("processors-10");
    }

    @Test
    void refusesAFileWithoutAKey() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("{\"channelKeys\":{}}"))
                .withMessage("the processors have no channel key");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("{}"))
                .withMessage("the processors have no channel key");
    }
}
