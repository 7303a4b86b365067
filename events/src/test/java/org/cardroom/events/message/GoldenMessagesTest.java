package org.cardroom.events.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.cardroom.events.codec.MessageJson;
import org.cardroom.events.outcome.IssuanceEvent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract as files: a message that changes here changes for every agent in the field. */
class GoldenMessagesTest {
    static Stream<Arguments> messages() {
        return Stream.of(
                Arguments.of("card-inserted", CardEvent.class, MessageFixtures.inserted()),
                Arguments.of("card-inserted-with-limitations", CardEvent.class, MessageFixtures.lacking()),
                Arguments.of("blank-card-inserted", CardEvent.class, MessageFixtures.blank()),
                Arguments.of("step-done", CardEvent.class, MessageFixtures.reported()),
                Arguments.of("step-refused", CardEvent.class, MessageFixtures.refused()),
                Arguments.of("card-challenge-failed", CardEvent.class, MessageFixtures.unfit()),
                Arguments.of("step-mutual-auth", CardEvent.class, MessageFixtures.proving()),
                Arguments.of("step-proof-failed", CardEvent.class, MessageFixtures.notProven()),
                Arguments.of("card-removed", CardEvent.class, MessageFixtures.removed()),
                Arguments.of("slot-status-changed", CardEvent.class, MessageFixtures.status()),
                Arguments.of("slot-status-changed-quarantined", CardEvent.class, MessageFixtures.quarantined()),
                Arguments.of("enrolment-check-requested", CardEvent.class, MessageFixtures.asked()),
                Arguments.of("admin-key-requested", CardEvent.class, GatewayEventFixtures.key()),
                Arguments.of("authentication-response-requested", CardEvent.class, GatewayEventFixtures.answer()),
                Arguments.of("pin-requested", CardEvent.class, GatewayEventFixtures.pin()),
                Arguments.of("pin-requested-without-challenge", CardEvent.class, GatewayEventFixtures.pin(null)),
                Arguments.of("request-completion-requested", CardEvent.class, GatewayEventFixtures.ended()),
                Arguments.of("instruction", SealedInstruction.class, MessageFixtures.instruction()),
                Arguments.of("enrolment-notice", EnrolmentNotice.class, MessageFixtures.notice()),
                Arguments.of("enrolment-notice-other-key", EnrolmentNotice.class, MessageFixtures.otherKey()),
                Arguments.of("enrolment-notice-enrolled", EnrolmentNotice.class, MessageFixtures.enrolled()),
                Arguments.of("card-issued", IssuanceEvent.class, MessageFixtures.issued()),
                Arguments.of(
                        "card-issued-without-installation", IssuanceEvent.class, MessageFixtures.issuedWithoutRoom()),
                Arguments.of("card-failed", IssuanceEvent.class, MessageFixtures.failed()),
                Arguments.of("card-provisioning-checkpoint", IssuanceEvent.class, MessageFixtures.underWay()),
                Arguments.of("audit-chain-resumed", IssuanceEvent.class, MessageFixtures.resumed()),
                Arguments.of("batch-closed", IssuanceEvent.class, MessageFixtures.closed()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void writesTheGoldenMessage(String name, Class<?> type, Object message) throws IOException {
        assertThat(new String(MessageJson.write(message), StandardCharsets.UTF_8))
                .isEqualTo(golden(name));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void readsTheGoldenMessage(String name, Class<?> type, Object message) throws IOException {
        assertThat((Object) MessageJson.read(golden(name).getBytes(StandardCharsets.UTF_8), type))
                .isEqualTo(message);
    }

    private static String golden(String name) throws IOException {
        try (InputStream file = GoldenMessagesTest.class.getResourceAsStream("/golden/" + name + ".json")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
