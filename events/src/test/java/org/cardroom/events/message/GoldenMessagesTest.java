package org.cardroom.events.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract as files: a message that changes here changes for every agent in the field. */
class GoldenMessagesTest {
    static Stream<Arguments> messages() {
        return Stream.of(
                Arguments.of("card-inserted", CardEvent.class, Samples.inserted()),
                Arguments.of("card-inserted-lacking", CardEvent.class, Samples.lacking()),
                Arguments.of("blank-inserted", CardEvent.class, Samples.blank()),
                Arguments.of("step-done", CardEvent.class, Samples.reported()),
                Arguments.of("step-refused", CardEvent.class, Samples.refused()),
                Arguments.of("card-unfit", CardEvent.class, Samples.unfit()),
                Arguments.of("step-proving", CardEvent.class, Samples.proving()),
                Arguments.of("step-not-proven", CardEvent.class, Samples.notProven()),
                Arguments.of("card-removed", CardEvent.class, Samples.removed()),
                Arguments.of("agent-status", CardEvent.class, Samples.status()),
                Arguments.of("agent-status-quarantined", CardEvent.class, Samples.quarantined()),
                Arguments.of("enrolment-asked", CardEvent.class, Samples.asked()),
                Arguments.of("key-asked", CardEvent.class, GatewaySamples.key()),
                Arguments.of("answer-asked", CardEvent.class, GatewaySamples.answer()),
                Arguments.of("pin-asked", CardEvent.class, GatewaySamples.pin()),
                Arguments.of("pin-asked-without-challenge", CardEvent.class, GatewaySamples.pin(null)),
                Arguments.of("request-ended", CardEvent.class, GatewaySamples.ended()),
                Arguments.of("instruction", SealedInstruction.class, Samples.instruction()),
                Arguments.of("notice", Notice.class, Samples.notice()),
                Arguments.of("notice-other-key", Notice.class, Samples.otherKey()),
                Arguments.of("notice-enrolled", Notice.class, Samples.enrolled()),
                Arguments.of("card-issued", Outcome.class, Samples.issued()),
                Arguments.of("card-issued-without-room", Outcome.class, Samples.issuedWithoutRoom()),
                Arguments.of("card-failed", Outcome.class, Samples.failed()),
                Arguments.of("card-under-way", Outcome.class, Samples.underWay()),
                Arguments.of("chain-resumed", Outcome.class, Samples.resumed()),
                Arguments.of("batch-closed", Outcome.class, Samples.closed()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void writesTheGoldenMessage(String name, Class<?> type, Object message) throws IOException {
        assertThat(new String(Json.write(message), StandardCharsets.UTF_8)).isEqualTo(golden(name));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void readsTheGoldenMessage(String name, Class<?> type, Object message) throws IOException {
        assertThat((Object) Json.read(golden(name).getBytes(StandardCharsets.UTF_8), type))
                .isEqualTo(message);
    }

    private static String golden(String name) throws IOException {
        try (InputStream file = GoldenMessagesTest.class.getResourceAsStream("/golden/" + name + ".json")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
