package org.cardroom.events.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;
import org.cardroom.events.codec.MessageJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StrictJsonTest {
    private static final String REMOVED =
            new String(MessageJson.write(MessageFixtures.removed()), StandardCharsets.UTF_8);

    private static void assertRefused(String json, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MessageJson.read(json.getBytes(StandardCharsets.UTF_8), CardEvent.class))
                .withMessageContaining(reason);
    }

    @Test
    void refusesAnUnknownField() {
        assertRefused(REMOVED.replaceFirst("\\{", "{\"more\":1,"), "more");
    }

    @Test
    void refusesAFieldTwice() {
        assertRefused(REMOVED.replaceFirst("}$", ",\"card\":\"" + MessageFixtures.CARD + "\"}"), "Duplicate");
    }

    @Test
    void refusesWhatFollowsTheMessage() {
        assertRefused(REMOVED + "{}", "Trailing");
    }

    @Test
    void refusesAnotherSchema() {
        assertRefused(REMOVED.replace("\"schema\":1", "\"schema\":2"), "schema 2 is not supported, only 1");
    }

    @Test
    void refusesAMissingFieldByName() {
        assertRefused(REMOVED.replaceFirst(",\"card\":\"\\w+\"", ""), "card id is missing");
    }

    @Test
    void refusesAShortCardIdByName() {
        assertRefused(REMOVED.replace(MessageFixtures.CARD.hex(), "0001"), "card id must have 16 bytes, this has 2");
    }

    @Test
    void refusesAShortcomingThatIsNotKnown() {
        String lacking = new String(MessageJson.write(MessageFixtures.lacking()), StandardCharsets.UTF_8);
        assertRefused(lacking.replace("KEY_FIXED", "KEY_LOST"), "KEY_LOST");
        assertRefused(lacking.replace("\"KEY_FIXED\"", "null"), "");
    }

    @Test
    void refusesADeepNest() {
        assertRefused("{\"x\":".repeat(1000), "nesting");
    }

    @Test
    void refusesMoreThan64KiB() {
        assertRefused(" ".repeat(MessageJson.LARGEST + 1), "at most 65536 bytes");
    }

    @Test
    void refusesADoneStepThatWasNotAccepted() {
        String done = new String(MessageJson.write(MessageFixtures.reported()), StandardCharsets.UTF_8);
        assertRefused(done.replace("\"response\":\"ACCEPTED\"", "\"response\":\"BLOCKED\""), "if and only if");
    }

    @Test
    void refusesAGatewaysFieldsByName() {
        String ended = new String(MessageJson.write(GatewayEventFixtures.ended()), StandardCharsets.UTF_8);
        assertRefused(ended.replace("COMPLETED", "LOST"), "LOST");
        assertRefused(ended.replaceFirst(",\"nonce\":\"\\w+\"", ""), "nonce is missing");
        assertRefused(ended.replaceFirst("\"caller\":\"[^\"]+\",", ""), "caller is missing");
        String answer = new String(MessageJson.write(GatewayEventFixtures.answer()), StandardCharsets.UTF_8);
        assertRefused(answer.replace(",\"diversified\":true", ""), "boolean");
        assertRefused(answer.replace("true", "\"true\""), "");
    }

    static Stream<CardEvent> events() {
        Stream<CardEvent> agents = Stream.of(
                MessageFixtures.inserted(),
                MessageFixtures.lacking(),
                MessageFixtures.blank(),
                MessageFixtures.reported(),
                MessageFixtures.proving(),
                MessageFixtures.unfit(),
                MessageFixtures.removed(),
                MessageFixtures.status(),
                MessageFixtures.asked());
        return Stream.concat(agents, GatewayEventFixtures.all().stream());
    }

    @ParameterizedTest
    @MethodSource("events")
    void answersAnyMutationWithAMessageOrAnArgumentError(CardEvent event) {
        Random random = new Random(1);
        int read = 0;
        for (int i = 0; i < 1_000; i++) {
            byte[] mutated = MessageJson.write(event);
            mutated[random.nextInt(mutated.length)] ^= (byte) (1 << random.nextInt(8));
            read += reads(mutated) ? 1 : 0;
        }
        assertThat(read).isBetween(1, 999);
    }

    private static boolean reads(byte[] json) {
        try {
            MessageJson.read(json, CardEvent.class);
            return true;
        } catch (IllegalArgumentException expected) {
            return false;
        }
    }
}
