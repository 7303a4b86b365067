package org.cardroom.events.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.cardroom.events.message.Json;
import org.junit.jupiter.api.Test;

class ProcessorKeysTest {
    private static final HpkePublicKey KEY = new HpkePublicKey("AB".repeat(32));

    private static ProcessorKeys read(String json) {
        return Json.read(json.getBytes(StandardCharsets.UTF_8), ProcessorKeys.class);
    }

    @Test
    void readsAndWritesOneFormat() {
        String json = "{\"channelKeys\":{\"processors-1\":\"" + KEY.hex() + "\"}}";
        ProcessorKeys keys = read(json);
        assertThat(keys.channelKeys()).isEqualTo(Map.of("processors-1", KEY));
        assertThat(new String(Json.write(keys), StandardCharsets.UTF_8)).isEqualTo(json);
    }

    @Test
    void takesTheNewestByItsNumber() {
        assertThat(new ProcessorKeys(Map.of("processors-9", KEY, "processors-10", KEY)).newest())
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
